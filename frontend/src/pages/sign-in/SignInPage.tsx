import { useQueryClient } from "@tanstack/react-query";
import { useRouter, useSearch } from "@tanstack/react-router";
import { sessionQuery } from "@/api/session";
import type { Session } from "@/api/types";
import { LOCALES, m, setLocale, useLocale } from "@/i18n";
import { useTitle } from "@/lib/useTitle";
import { homeOf } from "@/routes/next";
import { Logo } from "@/ui/Logo";
import { Segmented } from "@/ui/Segmented";
import { Filmstrip } from "./Filmstrip";
import { SignInForm } from "./SignInForm";

export const SignInPage = () => {
  useTitle(m.sign_in());
  const queries = useQueryClient();
  const router = useRouter();
  const { next } = useSearch({ from: "/sign-in" });
  const locale = useLocale();
  const enter = async (session: Session): Promise<void> => {
    queries.clear();
    queries.setQueryData(sessionQuery.queryKey, session);
    await router.navigate({ href: next ?? homeOf(session), replace: true });
  };
  return (
    <div className="grid min-h-dvh laptop:grid-cols-[1fr_minmax(420px,0.8fr)]">
      <aside className="hidden scheme-dark flex-col justify-between gap-12 border-r border-line bg-surround p-12 text-on-surround laptop:flex">
        <span className="flex items-center gap-2.5 text-16 font-semibold">
          <Logo size={26} />
          {m.app_name()}
        </span>
        <Filmstrip />
        <div className="flex max-w-130 flex-col gap-3">
          <p className="text-24 font-semibold text-balance">{m.sign_in_claim()}</p>
          <p className="text-16 text-[#a8adb7]">{m.sign_in_claim_text()}</p>
        </div>
      </aside>
      <main className="flex flex-col p-6 tablet:p-10">
        <div className="flex items-center justify-between gap-4 laptop:justify-end">
          <span className="flex items-center gap-2 text-16 font-semibold laptop:hidden">
            <Logo />
            {m.app_name()}
          </span>
          <Segmented
            label={m.language()}
            choices={LOCALES.map(({ locale: key, name: text }) => ({ key, text }))}
            value={locale}
            onChange={setLocale}
          />
        </div>
        <div className="m-auto flex w-full max-w-90 flex-col gap-6 py-10">
          <div className="flex flex-col gap-1">
            <h1 className="text-24 font-semibold">{m.sign_in_title()}</h1>
            <p className="text-14 text-muted">{m.sign_in_lead()}</p>
          </div>
          <SignInForm onSignedIn={enter} />
        </div>
      </main>
    </div>
  );
};
