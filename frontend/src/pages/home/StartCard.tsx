/** The big button: takes the next task and opens it. */
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ArrowRight, ClipboardCheck, type LucideIcon, PenLine } from "lucide-react";
import { type TaskPurpose, tasksQuery } from "@/api/tasks";
import { m } from "@/i18n";
import { announce } from "@/ui/announce";
import { Button, buttonClass } from "@/ui/Button";
import { cx } from "@/ui/cx";
import { InlineError } from "@/ui/Panel";
import { useStart } from "./useStart";

interface StartCardProps {
  readonly project: string;
  readonly purpose: TaskPurpose;
  /** How many wait. */
  readonly count: number;
  /** The main thing to do on its page: one row, the strong button. */
  readonly isMain?: boolean;
}

interface Words {
  readonly icon: LucideIcon;
  readonly title: () => string;
  readonly start: () => string;
  readonly waiting: (count: number) => string;
  readonly none: () => string;
}

const WORDS: Readonly<Record<TaskPurpose, Words>> = {
  label: {
    icon: PenLine,
    title: m.start_label_title,
    start: m.start_label,
    waiting: (count) => m.start_label_waiting({ count }),
    none: m.start_label_none,
  },
  review: {
    icon: ClipboardCheck,
    title: m.start_review_title,
    start: m.start_review,
    waiting: (count) => m.start_review_waiting({ count }),
    none: m.start_review_none,
  },
};

export const StartCard = ({ project, purpose, count, isMain = false }: StartCardProps) => {
  const words = WORDS[purpose];
  const Icon = words.icon;
  const start = useStart(project, purpose, () => announce(words.none()));
  // Starting leases another clip: what lies open already is offered first.
  const inHand = useInfiniteQuery({
    ...tasksQuery(project, { mine: true, state: "leased" }),
    enabled: purpose === "label",
  });
  const held = inHand.data?.pages[0]?.results[0];
  const isNone = count === 0 || (start.isSuccess && start.data === null);
  return (
    <section
      aria-label={words.title()}
      className={cx(
        "flex justify-between gap-5 rounded-lg border border-line bg-panel p-5",
        isMain ? "flex-wrap items-center" : "flex-col",
      )}
    >
      <div className="flex items-start gap-4">
        <span className="flex size-11 shrink-0 items-center justify-center rounded-lg bg-accent-soft text-accent">
          <Icon aria-hidden size={22} strokeWidth={1.75} />
        </span>
        <div className="flex min-w-0 flex-col gap-0.5">
          <h2 className="text-16 font-semibold">{words.title()}</h2>
          <p className="text-13 text-muted">{isNone ? words.none() : words.waiting(count)}</p>
        </div>
      </div>
      <InlineError error={start.error} />
      <div className="flex flex-wrap gap-2">
        {held && (
          <Link
            to="/p/$project/label/$taskId"
            params={{ project, taskId: String(held.id) }}
            className={buttonClass("primary", "large")}
          >
            {m.start_go_on({ id: held.id })}
          </Link>
        )}
        <Button
          look={!isNone && !held && (isMain || purpose === "label") ? "primary" : "secondary"}
          size="large"
          isPending={start.isPending}
          onPress={() => start.mutate()}
        >
          {words.start()}
          <ArrowRight aria-hidden size={18} />
        </Button>
      </div>
    </section>
  );
};
