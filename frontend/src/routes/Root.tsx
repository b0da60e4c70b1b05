/** What surrounds every page: language, announcements, toasts, and the dialog to sign in again. */
import { Outlet } from "@tanstack/react-router";
import { I18nProvider } from "react-aria-components";
import { useLocale } from "@/i18n";
import { Announcer } from "@/ui/announce";
import { Toasts } from "@/ui/toast";
import { SignInDialog } from "./SignInDialog";

const REGIONS = { en: "en-US", ko: "ko-KR" } as const;

export const Root = () => {
  const locale = useLocale();
  return (
    <I18nProvider locale={REGIONS[locale]}>
      {/* Keyed: a page is rendered anew in the other language. The editor keeps its own state. */}
      <Outlet key={locale} />
      <SignInDialog />
      <Toasts />
      <Announcer />
    </I18nProvider>
  );
};
