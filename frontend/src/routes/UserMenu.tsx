/** The person's own menu: language, theme, tokens, password, signing out. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { ChevronsUpDown, Code, KeyRound, LockKeyhole, LogOut, UserRound } from "lucide-react";
import { useState } from "react";
import { Button as AriaButton } from "react-aria-components";
import { sessionQuery, signOut, useSession } from "@/api/session";
import { LOCALES, m, setLocale, useLocale } from "@/i18n";
import { setTheme, type Theme, useTheme } from "@/lib/theme";
import { Menu, MenuChoice, MenuItem, MenuSeparator } from "@/ui/Menu";
import { toast } from "@/ui/toast";
import { PasswordDialog } from "./PasswordDialog";

export const UserMenu = () => {
  const { user } = useSession();
  const [isPasswordOpen, setPasswordOpen] = useState(false);
  const theme = useTheme();
  const locale = useLocale();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const leave = useMutation({
    mutationFn: signOut,
    onSuccess: async () => {
      queries.clear();
      await queries.fetchQuery(sessionQuery);
      await navigate({ to: "/sign-in", replace: true });
    },
    onError: () => toast("error", m.sign_out_failed()),
  });
  const themes: readonly { key: Theme; text: string }[] = [
    { key: "system", text: m.theme_system() },
    { key: "dark", text: m.theme_dark() },
    { key: "light", text: m.theme_light() },
    { key: "contrast", text: m.theme_contrast() },
  ];
  if (!user) return null;
  return (
    <>
      <Menu
        label={m.user_menu()}
        placement="top start"
        trigger={
          <AriaButton className="focus-ring flex h-10 w-full cursor-pointer items-center gap-2.5 rounded-md px-2 text-left hover:bg-hover">
            <span className="flex size-7 shrink-0 items-center justify-center rounded-full bg-pressed text-muted">
              <UserRound aria-hidden size={15} />
            </span>
            <span className="min-w-0 flex-1 truncate text-13 font-medium">
              <span className="sr-only">{m.user_menu()}: </span>
              {user.username}
            </span>
            <ChevronsUpDown aria-hidden size={14} className="shrink-0 text-muted" />
          </AriaButton>
        }
      >
        <MenuChoice
          title={m.language()}
          choices={LOCALES.map(({ locale: key, name: text }) => ({ key, text, lang: key }))}
          value={locale}
          onChange={setLocale}
        />
        <MenuChoice title={m.theme()} choices={themes} value={theme} onChange={setTheme} />
        <MenuSeparator />
        <MenuItem
          icon={KeyRound}
          text={m.nav_tokens()}
          onAction={() => void navigate({ to: "/tokens" })}
        />
        <MenuItem
          icon={Code}
          text={m.api_docs()}
          onAction={() => window.location.assign("/api/v1/docs/")}
        />
        <MenuItem
          icon={LockKeyhole}
          text={m.change_password()}
          onAction={() => setPasswordOpen(true)}
        />
        <MenuSeparator />
        <MenuItem icon={LogOut} text={m.sign_out()} onAction={() => leave.mutate()} />
      </Menu>
      <PasswordDialog isOpen={isPasswordOpen} onClose={() => setPasswordOpen(false)} />
    </>
  );
};
