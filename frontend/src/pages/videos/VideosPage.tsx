/** All videos of a project as a wall of posters: filter, search, import, look closer. */
import { useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Film, SearchX, Upload } from "lucide-react";
import { useState } from "react";
import { DropZone } from "react-aria-components";
import { isAtLeast, useRole } from "@/api/session";
import type { Video } from "@/api/types";
import { type VideoFilter, videosQuery } from "@/api/videos";
import { m } from "@/i18n";
import { RoleGate, useProject } from "@/routes/RoleGate";
import type { VideoSearch } from "@/routes/search";
import { Button } from "@/ui/Button";
import { Page } from "@/ui/Page";
import { EmptyState, ErrorPanel, Panel } from "@/ui/Panel";
import { SkeletonList } from "@/ui/Skeleton";
import { droppedFiles } from "./dropped";
import { ImportDialog } from "./ImportDialog";
import { VideoCard } from "./VideoCard";
import { VideoFilters } from "./VideoFilters";
import { VideoSheet } from "./VideoSheet";

const GRID =
  "grid gap-4 grid-cols-[repeat(auto-fill,minmax(210px,1fr))] wide:grid-cols-[repeat(auto-fill,minmax(240px,1fr))]";
const LOOK_AGAIN_MS = 2500;

const isMoving = (video: Video): boolean => video.state === "new" || video.state === "preparing";

export const VideosPage = () => (
  <RoleGate least="reviewer">
    <Videos />
  </RoleGate>
);

const Videos = () => {
  const project = useProject();
  const { video: opened, ...filter } = useSearch({ from: "/signed-in/framed/p/$project/videos" });
  const navigate = useNavigate({ from: "/p/$project/videos" });
  const mayImport = isAtLeast(useRole(project), "manager");
  const [importing, setImporting] = useState<readonly File[] | null>(null);
  const videos = useInfiniteQuery({
    ...videosQuery(project, filter),
    refetchInterval: ({ state }) =>
      state.data?.pages.some((page) => page.results.some(isMoving)) ? LOOK_AGAIN_MS : false,
  });
  const rows = videos.data?.pages.flatMap((page) => page.results) ?? [];
  const look = (search: VideoSearch): void => {
    void navigate({ search, replace: true });
  };
  const importButton = (
    <Button look="primary" icon={Upload} onPress={() => setImporting([])}>
      {m.import_videos()}
    </Button>
  );
  return (
    <DropZone
      isDisabled={!mayImport}
      onDrop={async ({ items }) => setImporting(await droppedFiles(items))}
      className="group min-h-full data-drop-target:bg-accent-soft"
    >
      <Page
        title={m.videos_title()}
        lead={mayImport ? m.videos_lead_manager() : m.videos_lead()}
        width="wide"
        actions={mayImport && importButton}
      >
        <VideoFilters filter={filter} onChange={look} />
        {videos.isPending && <SkeletonList rows={10} rowClass="h-48" className={GRID} />}
        {videos.isError && (
          <Panel>
            <ErrorPanel error={videos.error} onRetry={() => void videos.refetch()} />
          </Panel>
        )}
        {videos.isSuccess && rows.length === 0 && (
          <Nothing filter={filter} onClear={() => look({})} action={mayImport && importButton} />
        )}
        {rows.length > 0 && (
          <ul className={GRID}>
            {rows.map((video) => (
              <li key={video.id} className="flex">
                <VideoCard video={video} onOpen={() => look({ ...filter, video: video.id })} />
              </li>
            ))}
          </ul>
        )}
        {videos.hasNextPage && (
          <Button
            className="self-center"
            isPending={videos.isFetchingNextPage}
            onPress={() => void videos.fetchNextPage()}
          >
            {m.show_more()}
          </Button>
        )}
      </Page>
      <ImportDialog project={project} files={importing} onClose={() => setImporting(null)} />
      <VideoSheet id={opened ?? null} mayEdit={mayImport} onClose={() => look(filter)} />
    </DropZone>
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
