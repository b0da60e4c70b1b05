/** The annotation screen: fetches the clip, its frame table and its document, then sets the desk. */
import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { ApiError } from "@/api/errors";
import { projectQuery } from "@/api/projects";
import { sessionQuery } from "@/api/session";
import type { FrameTable, Task } from "@/api/types";
import { getLocale, m } from "@/i18n";
import type { Place } from "@/routes/place";
import { openShelter } from "@/store/shelter";
import { Button } from "@/ui/Button";
import { ErrorPanel } from "@/ui/Panel";
import { Spinner } from "@/ui/Spinner";
import { openTaken } from "./ahead";
import type { Bench, Mode } from "./bench";
import { borrow } from "./borrow";
import { openKeys } from "./keyboard-settings";
import { NarrowGate } from "./NarrowGate";
import { getFrames, getTask, lease } from "./requests";
import { Workspace } from "./Workspace";

interface EditorPageProps {
  readonly project: string;
  readonly taskId: number;
  readonly mode: Mode;
  /** Where in the clip the address points. */
  readonly place: Place;
}

interface Opened {
  readonly task: Task;
  /** Held by this person. */
  readonly isHeld: boolean;
  readonly table: FrameTable;
}

/** The clip, held by this person if that is possible. */
const open = async (id: number, mode: Mode): Promise<Opened> => {
  // Reserved and read while the clip before it was open.
  const taken = openTaken(id);
  const held = taken ? { task: taken.task, isHeld: true } : await openTask(id, mode);
  const { video } = held.task;
  const early = await taken?.table.catch(() => null);
  return { ...held, table: early ?? (await getFrames(video.id)) };
};

const openTask = async (id: number, mode: Mode): Promise<Omit<Opened, "table">> => {
  const task = await getTask(id);
  if (mode === "label") {
    // A lease that ran out is taken up again; what is handed in is only looked at.
    const isResumed = task.state === "open" || task.state === "skipped" || !task.annotation;
    return { task: isResumed ? await lease(id) : task, isHeld: true };
  }
  if (task.state !== "submitted") return { task, isHeld: false };
  try {
    return { task: await lease(id), isHeld: true };
  } catch (error) {
    // Another reviewer holds it, or it is one's own: it can still be read.
    if (error instanceof ApiError && (error.status === 409 || error.status === 403))
      return { task, isHeld: false };
    throw error;
  }
};

export const EditorPage = ({ project: slug, taskId, mode, place }: EditorPageProps) => {
  const navigate = useNavigate();
  const { data: session } = useSuspenseQuery(sessionQuery);
  const user = session.user?.id ?? 0;
  const project = useQuery(projectQuery(slug));
  const clip = useQuery({
    queryKey: ["editor", taskId],
    queryFn: async () => ({ ...(await open(taskId, mode)), journal: openShelter() }),
    // The bench owns the document from here on: fetching it again would show an older one.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    refetchOnMount: false,
  });
  const [loan, setLoan] = useState<{ readonly bench: Bench } | null>(null);
  const { data: opened } = clip;
  const { data: rules } = project;
  const { user: person } = session;

  useEffect(() => {
    if (person) openKeys(person.id, person.keys);
  }, [person]);

  useEffect(() => {
    if (!opened || !rules) return;
    const lang = getLocale();
    const { bench, giveBack } = borrow({ ...opened, project: rules, user, mode, lang });
    bench.follow(rules);
    setLoan({ bench });
    return giveBack;
  }, [opened, rules, user, mode]);

  const error = clip.error ?? project.error;
  if (error)
    return (
      <main className="grid min-h-dvh place-content-center gap-4">
        <ErrorPanel
          isPage
          error={error}
          onRetry={() => {
            void clip.refetch();
            void project.refetch();
          }}
        />
        <Button
          className="justify-self-center"
          onPress={() => void navigate({ to: "/p/$project", params: { project: slug } })}
        >
          {m.editor_leave()}
        </Button>
      </main>
    );
  if (!loan)
    return (
      <main className="grid h-dvh place-content-center" aria-busy="true">
        <Spinner size={28} />
        <span className="sr-only">{m.editor_loading()}</span>
      </main>
    );
  const workspace = <Workspace bench={loan.bench} place={place} />;
  return mode === "label" ? <NarrowGate project={slug}>{workspace}</NarrowGate> : workspace;
};
