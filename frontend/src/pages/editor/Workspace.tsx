/** Lays out the screen: picture, transport, timeline and inspector around one desk. */
import "./editor.css";
import { useCallback, useEffect, useMemo, useState } from "react";
import { useStore } from "zustand";
import { Stage } from "@/canvas/Stage";
import type { Surface } from "@/canvas/surface";
import type { Box } from "@/domain/geometry";
import { m } from "@/i18n";
import { useScope } from "@/lib/useScope";
import type { Place } from "@/routes/place";
import type { Dragger } from "@/timeline/dragger";
import { Timeline } from "@/timeline/Timeline";
import { announce } from "@/ui/announce";
import { toast } from "@/ui/toast";
import { AskPanel } from "./AskPanel";
import type { Bench, Trouble } from "./bench";
import { flagsOf, keepPinned, openAt } from "./commands/comments";
import { followLoop } from "./commands/moving";
import { aimAt } from "./commands/suggestions";
import { DeskContext } from "./context";
import { Dialogs, useDialogs } from "./Dialogs";
import { Desk, type Room } from "./desk";
import { EXPLANATION_ID } from "./explanation-id";
import { FollowBar } from "./FollowBar";
import { Hint, useHint } from "./Hint";
import { Inspector } from "./Inspector";
import { listenToKeys } from "./keyboard";
import { useTimelineLabels } from "./keys/timeline-labels";
import { LookBar } from "./LookBar";
import { Notices } from "./Notices";
import { QUESTIONS_ID } from "./Questions";
import { RETURN_ID, ReturnPanel } from "./ReturnPanel";
import { SheetHandle } from "./SheetHandle";
import { SkipLinks } from "./SkipLinks";
import { Speech } from "./Speech";
import { openSheet, useSheet } from "./sheet";
import { TopBar } from "./TopBar";
import { Transport } from "./Transport";
import { TrimPair } from "./TrimPair";
import { useLeaving } from "./useLeaving";
import { useQueue } from "./useQueue";
import { ViewBadges } from "./ViewBadges";
import { frameText } from "./words";

interface WorkspaceProps {
  readonly bench: Bench;
  readonly place: Place;
}

export const Workspace = ({ bench, place }: WorkspaceProps) => {
  const { task, table } = bench.options;
  const dialogs = useDialogs();
  const [leaving, isBusy] = useLeaving(bench, dialogs);
  const hint = useHint();
  const [zoom, setZoom] = useState(1);
  const [trouble, setTrouble] = useState<Trouble | null>(null);

  const room: Room = useMemo(
    () => ({
      hint: (text) => {
        hint.show(text);
        announce(text);
      },
      openHelp: () => dialogs.open("help"),
      ask: () => {
        if (bench.options.mode === "review") focusAnswer();
        else dialogs.open("ask");
      },
      turn: (to) => void leaving.turn(to),
      openPalette: () => dialogs.open("palette"),
      isInDialog: dialogs.isModal,
      afterDialog: (run) => {
        // A dialog that is still fading would take the focus back.
        const wait = (): void => {
          bench.scope.frame(document.querySelector("[data-exiting]") ? wait : run);
        };
        bench.scope.frame(wait);
      },
      openGuideline: () => dialogs.open("guideline"),
      openHistory: () => dialogs.open("history"),
      focusExplanation: () => {
        openSheet();
        focusLater(EXPLANATION_ID);
      },
      focusStage: () => document.getElementById("stage")?.focus(),
      submit: () => void leaving.submit(),
      skip: () => dialogs.open("skip"),
      accept: () => void leaving.accept(),
      giveBack: () => {
        dialogs.open("return");
        openSheet();
        focusLater(RETURN_ID);
      },
      confirmReal: () => dialogs.open("real"),
      deleted: (text) => offerUndo(bench, text),
      undoable: (text, run) => {
        bench.scope.defer(toast("note", text, { text: m.editor_undo(), run }));
      },
    }),
    [bench, dialogs, hint, leaving],
  );
  const desk = useMemo(() => new Desk(bench, room), [bench, room]);
  const [opening] = useState(place);
  useScope(
    (scope) => {
      listenToKeys(desk, scope);
      followLoop(desk, scope);
    },
    [desk],
  );
  useQueue(bench);
  useEffect(() => {
    bench.onTrouble = setTrouble;
  }, [bench]);

  const frame = useMemo(
    () => ({ width: task.video.width ?? 1, height: task.video.height ?? 1 }),
    [task],
  );
  const events = useMemo(
    () => ({
      touch: () => void bench.player?.pause(),
      drawn: (box: Box) => {
        desk.draw(box);
        openSheet();
      },
      changed: desk.place,
      scrub: (from: number, share: number) => desk.scrub(from, share),
      zoom: setZoom,
    }),
    [bench, desk],
  );
  const onVideo = useCallback(
    (video: HTMLVideoElement, sheet: HTMLCanvasElement) => bench.attach(video, sheet),
    [bench],
  );
  const onSurface = useCallback(
    (surface: Surface | null) => {
      desk.surface = surface;
      if (surface && bench.editor.state.frame === 0) openAt(desk, opening);
    },
    [desk, bench, opening],
  );
  const onDragger = useCallback(
    (dragger: Dragger | null) => {
      desk.dragger = dragger;
    },
    [desk],
  );
  const onZoom = useCallback(
    (zoom: ((factor: number) => void) | null) => {
      desk.zoomTimeline = zoom;
    },
    [desk],
  );
  const say = useCallback((at: number) => frameText(table, at), [table]);
  const labels = useTimelineLabels();
  const comments = useStore(desk.comments, (state) => state.list);
  const flags = useMemo(() => flagsOf(comments), [comments]);
  useScope((scope) => keepPinned(desk, scope), [desk]);
  const isSheetOpen = useSheet((state) => state.isOpen);
  const shown = useStore(dialogs.store, (state) => state.shown);

  return (
    <DeskContext value={desk}>
      <main data-sheet={isSheetOpen ? "open" : "closed"} className="editor-grid bg-bg">
        <SkipLinks />
        <Speech />
        <TopBar leaving={leaving} isBusy={isBusy} />
        <div className="editor-stage relative min-h-0 min-w-0 [grid-area:stage]">
          <Stage
            editor={bench.editor}
            frame={frame}
            source={task.video.proxy_url ?? ""}
            poster={task.video.poster_url}
            label={m.editor_stage_label()}
            events={events}
            onVideo={onVideo}
            onSurface={onSurface}
          />
          <TrimPair />
          <LookBar />
          <FollowBar />
          <Notices trouble={trouble} onDismiss={() => setTrouble(null)} />
          <ViewBadges />
          <Hint hint={hint} />
        </div>
        <div className="min-w-0 [grid-area:transport]">
          <Transport zoom={zoom} />
        </div>
        <div className="editor-timeline min-h-0 min-w-0 [grid-area:timeline]">
          <Timeline
            editor={bench.editor}
            table={table}
            filmstrip={task.video.filmstrip_url}
            flags={flags}
            seek={desk.seek}
            say={say}
            labels={labels}
            onAim={(suggestion) => aimAt(desk, suggestion)}
            empty={
              <p className="relative z-1 mt-3 mr-3 ml-[calc(var(--timeline-gutter)+12px)] rounded-md border border-line border-dashed bg-panel px-3 py-2 text-13 text-muted">
                {m.editor_timeline_empty()}
              </p>
            }
            onDragger={onDragger}
            onZoom={onZoom}
          />
        </div>
        <div className="flex min-h-0 min-w-0 flex-col [grid-area:inspector]">
          <SheetHandle />
          {/* Whoever comes here by Tab or by a jump finds it open. */}
          {/* biome-ignore lint/a11y/noStaticElementInteractions: it only hears of the focus inside. */}
          <div onFocus={openSheet} className="sheet-body flex min-h-0 flex-1 flex-col">
            {shown === "return" && (
              <ReturnPanel leaving={leaving} isBusy={isBusy} onClose={dialogs.close} />
            )}
            {shown === "ask" && <AskPanel onClose={dialogs.close} />}
            <Inspector />
          </div>
        </div>
      </main>
      <Dialogs dialogs={dialogs} leaving={leaving} />
    </DeskContext>
  );
};

/** Leaves with the clip, and with the next change: "Undo" would take back that one instead. */
const offerUndo = (bench: Bench, text: string): void => {
  const { editor, scope } = bench;
  const { document } = editor;
  const dismiss = toast("note", text, { text: m.editor_undo(), run: () => editor.undo() });
  scope.defer(dismiss);
  scope.defer(
    editor.store.subscribe(({ history }) => {
      if (history.document !== document) dismiss();
    }),
  );
};

/** The first question that waits; its field is made once the questions have come. */
const focusAnswer = (): void => {
  document.querySelector<HTMLElement>(`#${QUESTIONS_ID} textarea`)?.focus();
};

/** The field may only appear with the next render. */
const focusLater = (id: string): void => {
  queueMicrotask(() => document.getElementById(id)?.focus());
};
