/** Pages for what is not there, not allowed or broken. */
import { type ErrorComponentProps, Link, useRouter } from "@tanstack/react-router";
import { Compass, ShieldAlert } from "lucide-react";
import { m } from "@/i18n";
import { useTitle } from "@/lib/useTitle";
import { buttonClass } from "@/ui/Button";
import { EmptyState, ErrorPanel } from "@/ui/Panel";

const Middle = ({ children }: { readonly children: React.ReactNode }) => (
  <div className="mx-auto flex min-h-[70dvh] max-w-140 flex-col justify-center">{children}</div>
);

/** Outside the frame nothing else is the main part of the page. */
export const NotFoundPage = () => (
  <main>
    <NotFound />
  </main>
);

export const NotFound = () => {
  useTitle(m.error_missing_title());
  return (
    <Middle>
      <EmptyState
        isPage
        icon={Compass}
        title={m.error_missing_title()}
        text={m.error_missing_text()}
        action={
          <Link to="/" className={buttonClass("secondary")}>
            {m.nav_projects()}
          </Link>
        }
      />
    </Middle>
  );
};

export const Forbidden = ({ needed }: { readonly needed: string }) => {
  useTitle(m.error_forbidden_title());
  return (
    <Middle>
      <EmptyState
        isPage
        icon={ShieldAlert}
        title={m.error_forbidden_title()}
        text={m.forbidden_role({ role: needed })}
      />
    </Middle>
  );
};

export const LoadFailed = ({ error, reset }: ErrorComponentProps) => {
  const router = useRouter();
  const again = (): void => {
    reset();
    void router.invalidate();
  };
  return (
    <Middle>
      <ErrorPanel isPage error={error} onRetry={again} />
    </Middle>
  );
};
