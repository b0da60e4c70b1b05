/** Every address of the program. Pages load when they are first visited. */
import type { QueryClient } from "@tanstack/react-query";
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from "@tanstack/react-router";
import { sessionQuery } from "@/api/session";
import { Frame } from "./Frame";
import { LoadFailed, NotFound, NotFoundPage } from "./failures";
import { homeOf, safeNext } from "./next";
import { placeOf } from "./place";
import { Root } from "./Root";
import { videoSearch } from "./search";

interface Context {
  readonly queries: QueryClient;
}

const root = createRootRouteWithContext<Context>()({
  component: Root,
  notFoundComponent: NotFoundPage,
  errorComponent: LoadFailed,
});

const signIn = createRoute({
  getParentRoute: () => root,
  path: "/sign-in",
  // Named even when undefined: the router lays this over what the address says.
  validateSearch: (search: Record<string, unknown>): { next?: string | undefined } => ({
    next: safeNext(search.next),
  }),
  beforeLoad: async ({ context, search }) => {
    const session = await context.queries.ensureQueryData(sessionQuery);
    if (session.user) throw redirect({ href: search.next ?? homeOf(session) });
  },
  component: lazyRouteComponent(() => import("@/pages/sign-in/SignInPage"), "SignInPage"),
});

/** Everything behind the door; the address asked for is kept for after signing in. */
const signedIn = createRoute({
  getParentRoute: () => root,
  id: "signed-in",
  beforeLoad: async ({ context, location }) => {
    const session = await context.queries.ensureQueryData(sessionQuery);
    if (!session.user) {
      const next = safeNext(location.href);
      throw redirect({ to: "/sign-in", search: next && next !== "/" ? { next } : {} });
    }
  },
});

const framed = createRoute({ getParentRoute: () => signedIn, id: "framed", component: Frame });

const projects = createRoute({
  getParentRoute: () => framed,
  path: "/",
  component: lazyRouteComponent(() => import("@/pages/projects/ProjectsPage"), "ProjectsPage"),
});

const tokens = createRoute({
  getParentRoute: () => framed,
  path: "/tokens",
  component: lazyRouteComponent(() => import("@/pages/tokens/TokensPage"), "TokensPage"),
});

const project = createRoute({ getParentRoute: () => framed, path: "/p/$project" });

const home = createRoute({
  getParentRoute: () => project,
  path: "/",
  component: lazyRouteComponent(() => import("@/pages/home/HomePage"), "HomePage"),
});

const videos = createRoute({
  getParentRoute: () => project,
  path: "/videos",
  validateSearch: videoSearch,
  // Links from before each video had a page of its own.
  beforeLoad: ({ search: { video }, params: { project } }) => {
    if (video === undefined) return;
    const videoId = String(video);
    throw redirect({ to: "/p/$project/videos/$videoId", params: { project, videoId } });
  },
  component: lazyRouteComponent(() => import("@/pages/videos/VideosPage"), "VideosPage"),
});

const guideline = createRoute({
  getParentRoute: () => project,
  path: "/guideline",
  component: lazyRouteComponent(() => import("@/pages/guideline/GuidelinePage"), "GuidelinePage"),
});

const video = createRoute({
  getParentRoute: () => project,
  path: "/videos/$videoId",
  validateSearch: placeOf,
  component: lazyRouteComponent(() => import("@/pages/video/VideoPage"), "VideoPage"),
});

const review = createRoute({
  getParentRoute: () => project,
  path: "/review",
  component: lazyRouteComponent(() => import("@/pages/review/ReviewPage"), "ReviewPage"),
});

const snapshots = createRoute({
  getParentRoute: () => project,
  path: "/snapshots",
  component: lazyRouteComponent(() => import("@/pages/snapshots/SnapshotsPage"), "SnapshotsPage"),
});

const exports = createRoute({
  getParentRoute: () => project,
  path: "/exports",
  component: lazyRouteComponent(() => import("@/pages/exports/ExportsPage"), "ExportsPage"),
});

const jobs = createRoute({
  getParentRoute: () => project,
  path: "/jobs",
  component: lazyRouteComponent(() => import("@/pages/jobs/JobsPage"), "JobsPage"),
});

const models = createRoute({
  getParentRoute: () => project,
  path: "/models",
  component: lazyRouteComponent(() => import("@/pages/models/ModelsPage"), "ModelsPage"),
});

const run = createRoute({
  getParentRoute: () => project,
  path: "/models/runs/$runId",
  component: lazyRouteComponent(() => import("@/pages/models/RunPage"), "RunPage"),
});

const checkpoint = createRoute({
  getParentRoute: () => project,
  path: "/models/checkpoints/$checkpointId",
  component: lazyRouteComponent(() => import("@/pages/models/CheckpointPage"), "CheckpointPage"),
});

const members = createRoute({
  getParentRoute: () => project,
  path: "/members",
  component: lazyRouteComponent(() => import("@/pages/members/MembersPage"), "MembersPage"),
});

const settings = createRoute({
  getParentRoute: () => project,
  path: "/settings",
  component: lazyRouteComponent(() => import("@/pages/settings/SettingsPage"), "SettingsPage"),
});

/** The editor takes the whole window. */
const label = createRoute({
  getParentRoute: () => signedIn,
  path: "/p/$project/label/$taskId",
  validateSearch: placeOf,
  component: lazyRouteComponent(() => import("./editor"), "LabelRoute"),
});

const reviewTask = createRoute({
  getParentRoute: () => signedIn,
  path: "/p/$project/review/$taskId",
  validateSearch: placeOf,
  component: lazyRouteComponent(() => import("./editor"), "ReviewRoute"),
});

/** Whoever is signed in keeps the frame, and with it the way back. */
const unknown = createRoute({ getParentRoute: () => framed, path: "$", component: NotFound });
const unknownHere = createRoute({ getParentRoute: () => project, path: "$", component: NotFound });

const tree = root.addChildren([
  signIn,
  signedIn.addChildren([
    framed.addChildren([
      projects,
      tokens,
      project.addChildren([
        home,
        guideline,
        videos,
        video,
        review,
        snapshots,
        exports,
        jobs,
        models,
        run,
        checkpoint,
        members,
        settings,
        unknownHere,
      ]),
      unknown,
    ]),
    label,
    reviewTask,
  ]),
]);

export const makeRouter = (queries: QueryClient) =>
  createRouter({
    routeTree: tree,
    context: { queries },
    defaultPreload: "intent",
    defaultErrorComponent: LoadFailed,
    defaultNotFoundComponent: NotFoundPage,
    scrollRestoration: true,
  });

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}
