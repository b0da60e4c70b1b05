/** The API by hand, until the generated schema takes its place. */

type Role = "annotator" | "reviewer" | "manager";

export interface components {
  schemas: {
    Session: {
      user: { id: number; username: string; is_superuser: boolean; language: string } | null;
      projects: { slug: string; name: string; role: Role }[];
    };
    Project: {
      slug: string;
      name: string;
      guideline: string;
      overlap: number;
      label_real: "none" | "share" | "all";
      real_share: number;
      show_prompt: boolean;
      require_explanation: boolean;
      review_policy: string;
      lease_minutes: number;
      role: Role;
      created_at: string;
      counts: { videos: Record<string, number>; tasks: Record<string, number> };
    };
    Member: {
      id: number;
      username: string;
      role: Role;
      pseudonym: string;
      active: boolean;
      created_at: string;
    };
    Video: {
      id: number;
      project: string;
      name?: string | null;
      sha256?: string | null;
      state: "new" | "preparing" | "ready" | "rejected";
      reason?: string | null;
      label?: "fake" | "real" | "unknown" | null;
      generator?: string | null;
      prompt?: string | null;
      split?: "train" | "val" | "test" | "" | null;
      group?: string | null;
      width: number | null;
      height: number | null;
      frame_count: number | null;
      duration_s: number | null;
      proxy_url: string | null;
      original_url?: string | null;
      poster_url: string | null;
      filmstrip_url: string | null;
      priority?: number;
      created_at: string;
      job: { state: string; progress: number } | null;
      accepted: boolean;
    };
    FrameTable: { time_base: [number, number]; pts: number[]; end: number };
    Comment: {
      id?: number;
      text: string;
      frame: number | null;
      box: [number, number, number, number] | null;
      author?: string;
      created_at?: string;
    };
    Annotation: { id: number; revision: number; document: Record<string, unknown> };
    Task: {
      id: number;
      project: string;
      purpose: "label" | "review";
      state: "open" | "leased" | "submitted" | "returned" | "accepted" | "skipped";
      lease_until: string | null;
      updated_at?: string;
      video: components["schemas"]["Video"];
      annotation: components["schemas"]["Annotation"] | null;
      comments: components["schemas"]["Comment"][];
    };
    Export: {
      id: number;
      project: string;
      format: "jsonl" | "deeptrace";
      media: boolean;
      state: "queued" | "running" | "done" | "failed" | "cancelled";
      progress: number;
      url: string | null;
      error?: string | null;
      size?: number;
      videos?: number;
      traces?: number;
      created_at: string;
    };
    Token: {
      id: number;
      name: string;
      scopes: string[];
      expires_at: string | null;
      created_at: string;
      last_used_at?: string | null;
      hint?: string;
      token?: string;
    };
    HistoryEntry: { revision: number; user: string; at: string; document: Record<string, unknown> };
  };
}

type Schemas = components["schemas"];
type Json<T> = { content: { "application/json": T } };
type Page<T> = { next: string | null; previous: string | null; results: T[] };
type Params<Query, Path, Header> = { query?: Query; path: Path; header?: Header };

interface Op<Body, Answer, Query = never, Path = never, Header = never> {
  parameters: Params<Query, Path, Header>;
  requestBody: Json<Body>;
  responses: { 200: Json<Answer> };
}
interface Ask<Answer, Query = never, Path = never> {
  parameters: Params<Query, Path, never>;
  requestBody?: never;
  responses: { 200: Json<Answer> };
}
interface Bare {
  parameters: { query?: never; path?: never; header?: never };
}
type NoPath<T> = Omit<T, "parameters"> & {
  parameters: {
    query?: T extends { parameters: { query?: infer Q } } ? Q : never;
    path?: never;
    header?: never;
  };
};
type Id = { id: number };
type Slug = { slug: string };
type TaskAct<Body> = Op<Body, Schemas["Task"], never, Id, { "If-Match"?: string }>;

export interface paths {
  "/api/v1/session/": Bare & {
    get: NoPath<Ask<Schemas["Session"]>>;
    post: NoPath<Op<{ username: string; password: string }, Schemas["Session"]>>;
    delete: NoPath<Ask<never>>;
  };
  "/api/v1/session/password/": Bare & {
    post: NoPath<Op<{ current: string; new: string }, never>>;
  };
  "/api/v1/projects/": Bare & {
    get: NoPath<Ask<Page<Schemas["Project"]>, { cursor?: string }>>;
    post: NoPath<Op<Partial<Schemas["Project"]>, Schemas["Project"]>>;
  };
  "/api/v1/projects/{slug}/": Bare & {
    get: Ask<Schemas["Project"], never, Slug>;
    patch: Op<Partial<Schemas["Project"]>, Schemas["Project"], never, Slug>;
  };
  "/api/v1/members/": Bare & {
    get: NoPath<Ask<Page<Schemas["Member"]>, { project: string; cursor?: string }>>;
    post: NoPath<
      Op<{ project: string; username: string; role: Role; password?: string }, Schemas["Member"]>
    >;
  };
  "/api/v1/members/{id}/": Bare & {
    patch: Op<{ role?: Role; active?: boolean }, Schemas["Member"], never, Id>;
    delete: Ask<never, never, Id>;
  };
  "/api/v1/videos/": Bare & {
    get: NoPath<
      Ask<
        Page<Schemas["Video"]>,
        {
          project: string;
          state?: string;
          label?: string;
          generator?: string;
          split?: string;
          search?: string;
          cursor?: string;
          page_size?: number;
        }
      >
    >;
  };
  "/api/v1/videos/{id}/": Bare & {
    get: Ask<Schemas["Video"], never, Id>;
    patch: Op<Partial<Schemas["Video"]>, Schemas["Video"], never, Id>;
    delete: Ask<never, never, Id>;
  };
  "/api/v1/videos/{id}/retry/": Bare & { post: Ask<Schemas["Video"], never, Id> };
  "/api/v1/videos/{id}/frames/": Bare & { get: Ask<Schemas["FrameTable"], never, Id> };
  "/api/v1/tasks/": Bare & {
    get: NoPath<
      Ask<
        Page<Schemas["Task"]>,
        { project: string; state?: string; purpose?: string; mine?: string; cursor?: string }
      >
    >;
  };
  "/api/v1/tasks/next/": Bare & {
    post: NoPath<Op<{ project: string; purpose: "label" | "review" }, Schemas["Task"]>>;
  };
  "/api/v1/tasks/{id}/": Bare & { get: Ask<Schemas["Task"], never, Id> };
  "/api/v1/tasks/{id}/lease/": Bare & { post: Ask<Schemas["Task"], never, Id> };
  "/api/v1/tasks/{id}/heartbeat/": Bare & { post: Ask<Schemas["Task"], never, Id> };
  "/api/v1/tasks/{id}/skip/": Bare & { post: TaskAct<{ reason: string }> };
  "/api/v1/tasks/{id}/accept/": Bare & { post: TaskAct<Record<string, never>> };
  "/api/v1/tasks/{id}/return/": Bare & { post: TaskAct<{ comments: Schemas["Comment"][] }> };
  "/api/v1/tasks/{id}/submit/": Bare & { post: TaskAct<Record<string, never>> };
  "/api/v1/annotations/{id}/": Bare & {
    get: Ask<Schemas["Annotation"], never, Id>;
    put: Op<
      { document: Record<string, unknown> },
      Schemas["Annotation"],
      never,
      Id,
      { "If-Match": string }
    >;
  };
  "/api/v1/annotations/{id}/history/": Bare & { get: Ask<Schemas["HistoryEntry"][], never, Id> };
  "/api/v1/exports/": Bare & {
    get: NoPath<Ask<Page<Schemas["Export"]>, { project: string; cursor?: string }>>;
    post: NoPath<
      Op<
        {
          project: string;
          format: "jsonl" | "deeptrace";
          media: boolean;
          box?: "union" | "onset";
          first_frame_base?: 0 | 1;
        },
        Schemas["Export"]
      >
    >;
  };
  "/api/v1/exports/{id}/": Bare & { get: Ask<Schemas["Export"], never, Id> };
  "/api/v1/tokens/": Bare & {
    get: NoPath<Ask<Page<Schemas["Token"]>, { cursor?: string }>>;
    post: NoPath<
      Op<{ name: string; scopes: string[]; expires_at: string | null }, Schemas["Token"]>
    >;
  };
  "/api/v1/tokens/{id}/": Bare & { delete: Ask<never, never, Id> };
}
