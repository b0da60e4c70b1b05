/** The frame around the pages: where one is, where one can go, who one is. */
import { Outlet } from "@tanstack/react-router";
import { m } from "@/i18n";
import { UploadTray } from "@/pages/videos/UploadTray";
import { Navigation } from "./Navigation";

export const Frame = () => (
  <div className="flex min-h-dvh flex-col tablet:flex-row">
    <a
      href="#content"
      className="sr-only z-70 rounded-md bg-accent px-3 py-2 text-14 font-medium text-on-accent focus:not-sr-only focus:fixed! focus:top-2 focus:left-2"
    >
      {m.skip_to_content()}
    </a>
    <Navigation />
    <main id="content" tabIndex={-1} className="min-w-0 flex-1 outline-none">
      <Outlet />
    </main>
    <UploadTray />
  </div>
);
