/** How much the last annotations gained: the newest checkpoint against the one it went on from. */
import { Link } from "@tanstack/react-router";
import type { Gain } from "@/api/types";
import { m } from "@/i18n";
import { useProject } from "@/routes/RoleGate";
import { Difference } from "./Difference";
import { FIGURES, measured } from "./figures";

export const Gained = ({ gain }: { readonly gain: Gain }) => {
  const project = useProject();
  const figures = FIGURES.filter(({ key }) => measured(gain.metrics, key) !== null);
  return (
    <section className="flex flex-col gap-3 border-b border-line p-4">
      <p className="text-13 text-muted">
        {m.models_gain({ count: gain.documents })}{" "}
        <Link
          to="/p/$project/models/runs/$runId"
          params={{ project, runId: String(gain.run) }}
          className="text-accent-text underline underline-offset-2"
        >
          {m.models_run_number({ id: gain.run })}
        </Link>
      </p>
      <dl className="numeric grid grid-cols-4 gap-x-4 gap-y-2">
        {figures.map((figure) => (
          <div key={figure.key} className="flex flex-col">
            <dt className="text-12 text-muted">{figure.name()}</dt>
            <dd className="text-14 font-medium">
              <Difference figure={figure} by={measured(gain.metrics, figure.key)} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
};
