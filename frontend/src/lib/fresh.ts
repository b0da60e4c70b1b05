/** After an update of the server the parts of the old page are gone: load the new page, once. */
import type { Scope } from "./scope";

const KEY = "telltale.reloaded";
const AGAIN_MS = 30_000;

/** True when the last reload of this kind was long enough ago not to go round in circles. */
export const mayReload = (last: string | null, now: number): boolean =>
  last === null || !(now - Number(last) < AGAIN_MS);

export const stayFresh = (scope: Scope): void => {
  scope.listen(window, "vite:preloadError", (event) => {
    // Without a connection there is no newer page, and a reload would lose the one there is.
    if (!navigator.onLine || !mayReload(sessionStorage.getItem(KEY), Date.now())) return;
    event.preventDefault();
    void fetch(window.location.href, { method: "HEAD", cache: "no-store" }).then(
      () => {
        sessionStorage.setItem(KEY, String(Date.now()));
        window.location.reload();
      },
      () => undefined, // a server that is away has no newer page either
    );
  });
};
