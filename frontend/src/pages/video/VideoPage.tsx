/** One video: the clip frame by frame, everything said about it by people and models, its source. */
import { useQuery } from "@tanstack/react-query";
import { Link, useParams, useSearch } from "@tanstack/react-router";
import { ArrowLeft, Link2 } from "lucide-react";
import { useEffect, useMemo, useState } from "react";
import { useStore } from "zustand";
import { annotationsQuery } from "@/api/annotations";
import { predictionsQuery } from "@/api/predictions";
import { translated } from "@/api/sentences";
import { isAtLeast, useRole } from "@/api/session";
import type { FrameTable, Video } from "@/api/types";
import { framesQuery, videoQuery } from "@/api/videos";
import { frameCount } from "@/domain/timeline";
import { m } from "@/i18n";
import { useScope } from "@/lib/useScope";
import { linkTo, type Place } from "@/routes/place";
import { RoleGate, useProject } from "@/routes/RoleGate";
import { Button } from "@/ui/Button";
import { copyLink } from "@/ui/copy-link";
import { Kbd } from "@/ui/Kbd";
import { Page } from "@/ui/Page";
import { ErrorPanel, Panel } from "@/ui/Panel";
import { Poster } from "@/ui/Poster";
import { Progress } from "@/ui/Progress";
import { Skeleton } from "@/ui/Skeleton";
import { LabelBadge, VideoBadge } from "@/ui/VideoBadge";
import { lastOpened } from "../videos/last-opened";
import { nameOf } from "../videos/VideoCard";
import { VideoForm } from "../videos/VideoForm";
import { HistorySheet } from "./HistorySheet";
import { listenToViewerKeys } from "./keys";
import { Lanes } from "./Lanes";
import { Layers } from "./Layers";
import { type Layer, layersOf, shownFirst } from "./layers";
import { ManagerActions } from "./ManagerActions";
import { Picture } from "./Picture";
import { Skips } from "./Skips";
import { SourceFacts } from "./SourceFacts";
import { Transport } from "./Transport";
import { Viewer } from "./viewer";

const LOOK_AGAIN_MS = 2500;

export const VideoPage = () => (
  <RoleGate least="reviewer">
    <Loaded />
  </RoleGate>
);

const Loaded = () => {
  const project = useProject();
  const id = Number(useParams({ strict: false }).videoId);
  const video = useQuery({
    ...videoQuery(id),
    refetchInterval: ({ state }) =>
      state.data?.state === "new" || state.data?.state === "preparing" ? LOOK_AGAIN_MS : false,
  });
  const isReady = video.data?.state === "ready";
  const table = useQuery({ ...framesQuery(id), enabled: isReady });
  const annotations = useQuery({ ...annotationsQuery(project, id), enabled: isReady });
  const predictions = useQuery({ ...predictionsQuery(project, id), enabled: isReady });
  useEffect(() => {
    lastOpened.set(project, id);
  }, [project, id]);
  const accepted = video.data?.accepted_annotation;
  const layers = useMemo(
    () => layersOf(annotations.data ?? [], predictions.data ?? [], accepted),
    [annotations.data, predictions.data, accepted],
  );
  const error = video.error ?? table.error ?? annotations.error ?? predictions.error;
  if (error)
    return (
      <Page title={m.videos_title()}>
        <BackLink project={project} />
        <Panel>
          <ErrorPanel
            error={error}
            onRetry={() => {
              for (const query of [video, table, annotations, predictions])
                if (query.isError) void query.refetch();
            }}
          />
        </Panel>
      </Page>
    );
  const isWaiting =
    video.isPending || (isReady && (!table.data || annotations.isPending || predictions.isPending));
  if (isWaiting || !video.data)
    return (
      <Page title={video.data ? nameOf(video.data) : m.loading()} width="wide">
        <Skeleton className="aspect-video w-full max-w-200" />
      </Page>
    );
  return <Opened key={id} video={video.data} table={table.data} layers={layers} />;
};

const BackLink = ({ project }: { readonly project: string }) => (
  <Link
    to="/p/$project/videos"
    params={{ project }}
    className="inline-flex items-center gap-1.5 self-start text-13 text-muted hover:text-text"
  >
    <ArrowLeft aria-hidden size={15} /> {m.videos_title()}
  </Link>
);

interface OpenedProps {
  readonly video: Video;
  readonly table: FrameTable | undefined;
  readonly layers: readonly Layer[];
}

const Opened = ({ video, table, layers }: OpenedProps) => {
  const { project } = video;
  const mayChange = isAtLeast(useRole(project), "manager");
  const place: Place = useSearch({ from: "/signed-in/framed/p/$project/videos/$videoId" });
  const [viewer] = useState(() => new Viewer());
  const [shown, setShown] = useState(() => shownFirst(layers, place.trace));
  const [historyOf, setHistoryOf] = useState<string | null>(null);
  const selected = useStore(viewer.store, (state) => state.selected);
  const [first] = useState(() => firstFrame(layers, shown, place));
  const last = table ? frameCount(table) - 1 : 0;
  const copy = (): void => {
    const path = `/p/${project}/videos/${video.id}`;
    void copyLink(linkTo(window.location.origin, path, viewer.place));
  };
  // A link into the page that is open already leads there too.
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is fetched again moves nothing.
  useEffect(() => {
    const layer = layers.find(({ document }) =>
      document.traces.some((trace) => trace.id === place.trace),
    );
    if (layer && place.trace !== undefined) viewer.select(layer.key, place.trace, place.frame);
    else if (place.frame !== undefined) viewer.seek(place.frame);
  }, [viewer, place.trace, place.frame]);
  useScope(
    (scope) => {
      const path = `/p/${project}/videos/${video.id}`;
      const copyPlace = () => void copyLink(linkTo(window.location.origin, path, viewer.place));
      if (table) listenToViewerKeys(viewer, { last, copyLink: copyPlace }, scope);
    },
    [viewer, table, last, project, video.id],
  );
  const show = (key: string, isShown: boolean): void =>
    setShown((now) => {
      const next = new Set(now);
      if (isShown) next.add(key);
      else next.delete(key);
      return next;
    });
  const visible = layers.filter(({ key }) => shown.has(key));
  const list = { project, shown, selected, viewer, onShow: show };
  const byPeople = layers.filter(({ kind }) => kind === "annotation");
  const byModels = layers.filter(({ kind }) => kind === "prediction");
  return (
    <Page
      title={nameOf(video)}
      width="wide"
      actions={
        <>
          {table && (
            <Button icon={Link2} onPress={copy}>
              {m.copy_link()}
            </Button>
          )}
          {mayChange && <ManagerActions video={video} />}
        </>
      }
    >
      <div className="-mt-4 flex flex-wrap items-center gap-3">
        <BackLink project={project} />
        <VideoBadge video={video} />
        {video.label && <LabelBadge label={video.label} />}
      </div>
      <div className="grid gap-6 desktop:grid-cols-[minmax(0,1fr)_22rem] wide:grid-cols-[minmax(0,1fr)_26rem]">
        <div className="flex min-w-0 flex-col gap-4">
          {table ? (
            <>
              <Picture viewer={viewer} video={video} table={table} layers={visible} first={first} />
              <Transport viewer={viewer} table={table} />
              {layers.length > 0 && (
                <Lanes viewer={viewer} layers={visible} frameCount={last + 1} />
              )}
              <Keys />
            </>
          ) : (
            <Unready video={video} />
          )}
          <SourceFacts video={video} table={table} isEditable={mayChange} />
        </div>
        <div className="flex min-w-0 flex-col gap-6">
          <Layers
            title={m.layers_people()}
            empty={m.layers_people_none()}
            layers={byPeople}
            onHistory={(layer) => setHistoryOf(layer.key)}
            {...list}
          />
          <Layers
            title={m.layers_models()}
            empty={m.layers_models_none()}
            layers={byModels}
            onHistory={() => undefined}
            {...list}
          />
          <Skips project={project} video={video.id} />
          {mayChange && (
            <Panel title={m.facts_said()}>
              <div className="p-4">
                <VideoForm key={video.id} video={video} />
              </div>
            </Panel>
          )}
        </div>
      </div>
      <HistorySheet
        layer={layers.find(({ key }) => key === historyOf) ?? null}
        onClose={() => setHistoryOf(null)}
      />
    </Page>
  );
};

/** Where a link points; else where there is something to see. */
const firstFrame = (layers: readonly Layer[], shown: ReadonlySet<string>, place: Place): number => {
  if (place.frame !== undefined) return place.frame;
  const traces = layers
    .filter(({ key }) => shown.has(key))
    .flatMap(({ document }) => document.traces);
  return (traces.find(({ id }) => id === place.trace) ?? traces[0])?.span[0] ?? 0;
};

const Unready = ({ video }: { readonly video: Video }) => (
  <>
    <Poster url={video.poster_url} className="aspect-video w-full rounded-md" />
    {video.state === "rejected" ? (
      <p className="rounded-md bg-bad-soft px-3 py-2 text-13 text-bad">
        {translated(video.reason ?? "")}
      </p>
    ) : (
      <Progress label={m.video_preparing()} value={video.job?.progress ?? null} />
    )}
  </>
);

const Keys = () => (
  <p className="flex flex-wrap gap-x-4 gap-y-1 text-12 text-muted pointer-coarse:hidden">
    {(
      [
        ["Space", m.viewer_play()],
        ["← →", m.viewer_step()],
        ["Shift+← →", m.viewer_step_far()],
        ["Shift+Y", m.copy_link()],
      ] as const
    ).map(([key, text]) => (
      <span key={key} className="flex items-center gap-1.5">
        <Kbd>{key}</Kbd> {text}
      </span>
    ))}
  </p>
);
