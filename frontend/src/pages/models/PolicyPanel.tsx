/** When the project retrains by itself, and to whom its model makes suggestions. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { problemAt } from "@/api/explain";
import { policyQuery, setPolicy } from "@/api/policies";
import type { Policy } from "@/api/types";
import { m } from "@/i18n";
import { formatNumber, formatShare } from "@/i18n/format";
import { Button } from "@/ui/Button";
import { NumberField } from "@/ui/NumberField";
import { ErrorPanel, InlineError, Panel } from "@/ui/Panel";
import { SkeletonList } from "@/ui/Skeleton";
import { Switch } from "@/ui/Switch";
import { toast } from "@/ui/toast";
import { Gained } from "./Gained";

interface PolicyPanelProps {
  readonly project: string;
  readonly mayAct: boolean;
}

export const PolicyPanel = ({ project, mayAct }: PolicyPanelProps) => {
  const found = useQuery(policyQuery(project));
  return (
    <Panel title={m.models_policy_title()}>
      {found.isPending && <SkeletonList rows={3} className="flex flex-col gap-2 p-4" />}
      {found.isError && <ErrorPanel error={found.error} onRetry={() => void found.refetch()} />}
      {found.data?.gain && <Gained gain={found.data.gain} />}
      {found.data &&
        (mayAct ? (
          <PolicyForm project={project} stored={found.data} />
        ) : (
          <PolicyFacts policy={found.data} />
        ))}
    </Panel>
  );
};

/** Documents after which a person who turns retraining on probably wants it. */
const USUAL_EVERY = 50;

const changeOf = ({ accepted_since: _since, next: _next, gain: _gain, ...change }: Policy) =>
  change;

const PolicyForm = ({ project, stored }: { readonly project: string; readonly stored: Policy }) => {
  const queries = useQueryClient();
  const [wanted, setWanted] = useState(() => changeOf(stored));
  const [isOn, setOn] = useState(stored.every > 0);
  const sent = { ...wanted, every: isOn ? wanted.every || USUAL_EVERY : 0 };
  const isChanged = JSON.stringify(sent) !== JSON.stringify(changeOf(stored));
  const save = useMutation({
    mutationFn: () => setPolicy(project, sent),
    onSuccess: (policy) => {
      queries.setQueryData(policyQuery(project).queryKey, policy);
      setWanted(changeOf(policy));
      setOn(policy.every > 0);
      toast("done", m.saved());
    },
  });
  const set = (change: Partial<typeof wanted>): void =>
    setWanted((before) => ({ ...before, ...change }));
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-5 p-4">
      <Switch
        label={m.models_policy_retrain()}
        help={m.models_policy_retrain_help()}
        isSelected={isOn}
        onChange={setOn}
      />
      {isOn && (
        <div className="flex flex-wrap gap-x-6 gap-y-4 pl-12">
          <NumberField
            label={m.models_policy_every()}
            value={wanted.every || USUAL_EVERY}
            onChange={(every) => set({ every })}
            minValue={1}
            maxValue={100_000}
            error={problemAt(save.error, "every")}
          />
          <NumberField
            label={m.models_policy_cooldown()}
            value={wanted.cooldown_minutes}
            onChange={(minutes) => set({ cooldown_minutes: minutes })}
            minValue={0}
            maxValue={100_000}
            error={problemAt(save.error, "cooldown_minutes")}
          />
          <NumberField
            label={m.models_run_minutes()}
            value={wanted.minutes}
            onChange={(minutes) => set({ minutes })}
            minValue={1}
            maxValue={10_080}
            error={problemAt(save.error, "minutes")}
          />
          <Since policy={{ ...stored, ...sent }} />
        </div>
      )}
      <Switch
        label={m.models_policy_suggest()}
        help={m.models_policy_suggest_help()}
        isSelected={wanted.suggest}
        onChange={(suggest) => set({ suggest })}
      />
      {wanted.suggest && (
        <NumberField
          label={m.models_policy_blind()}
          help={m.models_policy_blind_help()}
          value={Math.round(wanted.blind_share * 100)}
          onChange={(percent) => set({ blind_share: percent / 100 })}
          minValue={0}
          maxValue={100}
          error={problemAt(save.error, "blind_share")}
          className="pl-12"
        />
      )}
      <Switch
        label={m.models_policy_uncertain()}
        help={m.models_policy_uncertain_help()}
        isSelected={wanted.by_uncertainty}
        onChange={(by_uncertainty) => set({ by_uncertainty })}
      />
      <InlineError error={save.error} />
      <div className="flex gap-2">
        <Button type="submit" look="primary" isDisabled={!isChanged} isPending={save.isPending}>
          {m.save()}
        </Button>
        {isChanged && (
          <Button
            look="quiet"
            onPress={() => {
              setWanted(changeOf(stored));
              setOn(stored.every > 0);
            }}
          >
            {m.discard()}
          </Button>
        )}
      </div>
    </form>
  );
};

/** How near the next run is; the server says what it waits for. */
const Since = ({ policy }: { readonly policy: Policy }) => (
  <p className="numeric basis-full text-13 text-muted">
    {m.models_policy_since({
      count: formatNumber(policy.accepted_since),
      every: formatNumber(policy.every),
    })}
  </p>
);

const PolicyFacts = ({ policy }: { readonly policy: Policy }) => (
  <dl className="grid grid-cols-[1fr_auto] gap-x-4 gap-y-2 p-4 text-14">
    <dt className="text-muted">{m.models_policy_retrain()}</dt>
    <dd>{policy.every > 0 ? m.models_policy_on() : m.models_policy_off()}</dd>
    {policy.every > 0 && (
      <>
        <dt className="text-muted">{m.models_policy_every()}</dt>
        <dd className="numeric">{formatNumber(policy.every)}</dd>
      </>
    )}
    <dt className="text-muted">{m.models_policy_suggest()}</dt>
    <dd>{policy.suggest ? m.models_policy_on() : m.models_policy_off()}</dd>
    <dt className="text-muted">{m.models_policy_blind()}</dt>
    <dd className="numeric">{formatShare(policy.blind_share)}</dd>
    <dt className="text-muted">{m.models_policy_uncertain()}</dt>
    <dd>{policy.by_uncertainty ? m.models_policy_on() : m.models_policy_off()}</dd>
  </dl>
);
