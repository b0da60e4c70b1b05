/** All videos of a project as a wall of pictures: filter, search, import, choose, look closer. */
import { useInfiniteQuery, useQueries, useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Film, SearchX, Upload } from "lucide-react";
import { useCallback, useMemo, useState } from "react";
import { DropZone } from "react-aria-components";
import { explain } from "@/api/explain";
import { glancesQuery } from "@/api/predictions";
import { isAtLeast, useRole } from "@/api/session";
import type { Video } from "@/api/types";
import { everyVideoId, type VideoFilter, videoCountsQuery, videosQuery } from "@/api/videos";
import { m } from "@/i18n";
import { RoleGate, useProject } from "@/routes/RoleGate";
import { Button } from "@/ui/Button";
import { Kbd } from "@/ui/Kbd";
import { Page } from "@/ui/Page";
import { EmptyState, ErrorPanel, Panel } from "@/ui/Panel";
import { SkeletonList } from "@/ui/Skeleton";
import { toast } from "@/ui/toast";
import { BulkBar } from "./BulkBar";
import { type Chosen, choosing, NONE_CHOSEN } from "./chosen";
import { newestOf } from "./doubt";
import { droppedFiles } from "./dropped";
import { ImportDialog } from "./ImportDialog";
import { VideoFilters } from "./VideoFilters";
import { VideoGrid } from "./VideoGrid";

const WAITING = "grid gap-4 grid-cols-[repeat(auto-fill,minmax(216px,1fr))]";
const LOOK_AGAIN_MS = 2500;
/** Looking again fetches every page that was scrolled through: not with more than these. */
const PAGES_LOOKED_AT = 3;

const isMoving = (video: Video): boolean => video.state === "new" || video.state === "preparing";

export const VideosPage = () => (
  <RoleGate least="reviewer">
    <Videos />
  </RoleGate>
);

const Videos = () => {
  const project = useProject();
  const { video: _, ...filter } = useSearch({ from: "/signed-in/framed/p/$project/videos" });
  const navigate = useNavigate({ from: "/p/$project/videos" });
  const mayChange = isAtLeast(useRole(project), "manager");
  const [importing, setImporting] = useState<readonly File[] | null>(null);
  const [chosen, setChosen] = useState<Chosen>(NONE_CHOSEN);
  const [isChoosingAll, setChoosingAll] = useState(false);
  const videos = useInfiniteQuery({
    ...videosQuery(project, filter),
    refetchInterval: ({ state }) =>
      (state.data?.pages.length ?? 0) <= PAGES_LOOKED_AT &&
      state.data?.pages.some((page) => page.results.some(isMoving))
        ? LOOK_AGAIN_MS
        : false,
  });
  const counts = useQuery(videoCountsQuery(project, filter));
  const pages = videos.data?.pages;
  const rows = useMemo(() => pages?.flatMap((page) => page.results) ?? [], [pages]);
  const glances = useQueries({
    queries: (pages ?? []).map((page) => ({
      ...glancesQuery(
        project,
        page.results.map(({ id }) => id),
      ),
      enabled: page.results.length > 0,
    })),
    combine: (found) => newestOf(found.flatMap(({ data }) => data ?? [])),
  });
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = videos;
  const more = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  // What is on its way counts only while there is more to come: the two are asked apart.
  const total = hasNextPage ? Math.max(rows.length + 1, counts.data?.total ?? 0) : rows.length;
  const look = (search: VideoFilter): void => {
    setChosen(NONE_CHOSEN);
    void navigate({ search });
  };
  const chooseAll = async (): Promise<void> => {
    setChoosingAll(true);
    try {
      setChosen(choosing(await everyVideoId(project, filter)));
    } catch (error) {
      toast("error", explain(error).text);
    } finally {
      setChoosingAll(false);
    }
  };
  const importButton = (
    <Button look="primary" icon={Upload} onPress={() => setImporting([])}>
      {m.import_videos()}
    </Button>
  );
  return (
    <DropZone
      isDisabled={!mayChange}
      onDrop={async ({ items }) => setImporting(await droppedFiles(items))}
      className="group min-h-full data-drop-target:bg-accent-soft"
    >
      <Page
        title={m.videos_title()}
        lead={mayChange ? m.videos_lead_manager() : m.videos_lead()}
        width="wide"
        actions={mayChange && importButton}
      >
        <VideoFilters filter={filter} counts={counts.data} onChange={look} />
        {videos.isPending && <SkeletonList rows={10} rowClass="h-60" className={WAITING} />}
        {videos.isError && (
          <Panel>
            <ErrorPanel error={videos.error} onRetry={() => void videos.refetch()} />
          </Panel>
        )}
        {videos.isSuccess && rows.length === 0 && (
          <Nothing filter={filter} onClear={() => look({})} action={mayChange && importButton} />
        )}
        {rows.length > 0 && (
          <>
            <GridHelp total={total} mayChoose={mayChange} />
            <VideoGrid
              key={JSON.stringify(filter)}
              project={project}
              rows={rows}
              total={total}
              glances={glances}
              mayChoose={mayChange}
              chosen={chosen}
              onChoose={setChosen}
              onEnd={more}
            />
          </>
        )}
        {chosen.ids.size > 0 && (
          <BulkBar
            project={project}
            ids={chosen.ids}
            rows={rows}
            total={total}
            isChoosingAll={isChoosingAll}
            onChooseAll={() => void chooseAll()}
            onClear={() => setChosen(NONE_CHOSEN)}
          />
        )}
      </Page>
      <ImportDialog project={project} files={importing} onClose={() => setImporting(null)} />
    </DropZone>
  );
};

interface GridHelpProps {
  readonly total: number;
  readonly mayChoose: boolean;
}

const GridHelp = ({ total, mayChoose }: GridHelpProps) => {
  const keys: readonly (readonly [string, string])[] = [
    ["← ↑ ↓ →", m.grid_key_move()],
    ["Enter", m.grid_key_open()],
    ["Space", m.grid_key_play()],
    ...(mayChoose ? ([["X", m.grid_key_choose()]] as const) : []),
  ];
  return (
    <div className="-my-2 flex flex-wrap items-center justify-between gap-x-6 gap-y-1 text-12 text-muted">
      <p className="numeric" aria-live="polite">
        {m.videos_count({ count: total })}
      </p>
      <p id="grid-keys" className="flex flex-wrap gap-x-4 gap-y-1 pointer-coarse:hidden">
        {keys.map(([key, text]) => (
          <span key={key} className="flex items-center gap-1.5">
            <Kbd>{key}</Kbd> {text}
          </span>
        ))}
      </p>
    </div>
  );
};

interface NothingProps {
  readonly filter: VideoFilter;
  readonly onClear: () => void;
  readonly action: React.ReactNode;
}

const Nothing = ({ filter, onClear, action }: NothingProps) => (
  <Panel>
    {Object.values(filter).some(Boolean) ? (
      <EmptyState
        icon={SearchX}
        title={m.videos_none_found()}
        text={m.videos_none_found_text()}
        action={<Button onPress={onClear}>{m.filters_clear()}</Button>}
      />
    ) : (
      <EmptyState
        icon={Film}
        title={m.videos_empty()}
        text={action ? m.videos_empty_manager() : m.videos_empty_text()}
        action={action}
      />
    )}
  </Panel>
);
