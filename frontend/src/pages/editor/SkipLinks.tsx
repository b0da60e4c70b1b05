/** The first stops of Tab: straight to one of the three parts of the screen. */
import { m } from "@/i18n";
import { goTo } from "./commands/regions";

export const SkipLinks = () => {
  const links = [
    { region: "stage", text: m.editor_skip_to_stage() },
    { region: "timeline", text: m.editor_skip_to_timeline() },
    { region: "inspector", text: m.editor_skip_to_inspector() },
  ] as const;
  return (
    <nav aria-label={m.editor_skip_links()}>
      {links.map(({ region, text }) => (
        <button
          key={region}
          type="button"
          onClick={() => goTo(region)}
          className="sr-only z-70 rounded-md bg-accent px-3 py-2 text-14 font-medium text-on-accent focus:not-sr-only focus:fixed! focus:top-2 focus:left-2 focus:px-3! focus:py-2!"
        >
          {text}
        </button>
      ))}
    </nav>
  );
};
