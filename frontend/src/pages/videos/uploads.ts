/**
 * The import of many files: a few at a time, resumable, going on while one looks at other pages.
 * What is on its way survives a cut connection; after a reload, dropping the same file goes on
 * where it stopped.
 */
import { create } from "zustand";
import { fetchVideo } from "@/api/videos";
import { Scope } from "@/lib/scope";
import type { Attributes } from "./AttributeFields";
import { type Sending, send } from "./send";
import { isUnsent, startable, type UploadItem } from "./upload-state";

const AT_ONCE = 3;
const LOOK_EVERY_MS = 1500;
const LOOK_AT = 5;

interface Uploads {
  readonly items: readonly UploadItem[];
}

export const useUploads = create<Uploads>(() => ({ items: [] }));

const scope = new Scope();
const files = new Map<number, { readonly file: File; readonly attributes: Attributes }>();
const sendings = new Map<number, Sending>();
let lastId = 0;
let looking: Scope | null = null;

const update = (id: number, change: Partial<UploadItem>): void =>
  useUploads.setState(({ items }) => ({
    items: items.map((item) => (item.id === id ? { ...item, ...change } : item)),
  }));

const start = (item: UploadItem): void => {
  const kept = files.get(item.id);
  if (!kept) return;
  update(item.id, { stage: "sending", reason: "" });
  const sending = send({
    ...kept,
    project: item.project,
    onProgress: (sent) => update(item.id, { sent, stage: "sending" }),
    onStalled: () => update(item.id, { stage: "stalled" }),
    onSent: (video) => {
      sendings.delete(item.id);
      files.delete(item.id);
      update(item.id, { stage: "preparing", sent: item.size, video });
      advance();
    },
    onFailed: (reason) => {
      sendings.delete(item.id);
      update(item.id, { stage: "failed", reason });
      advance();
    },
  });
  sendings.set(item.id, sending);
};

/** Starts what may start, watches what is being prepared. */
const advance = (): void => {
  for (const item of startable(useUploads.getState().items, AT_ONCE)) start(item);
  const isPreparing = useUploads.getState().items.some(({ stage }) => stage === "preparing");
  if (isPreparing && !looking) {
    looking = scope.child();
    looking.interval(LOOK_EVERY_MS, () => void look());
  } else if (!isPreparing && looking) {
    looking.end();
    looking = null;
  }
};

/** Asks after the oldest few: they are prepared in the order of their arrival. */
const look = async (): Promise<void> => {
  const oldest = useUploads
    .getState()
    .items.filter(({ stage, video }) => stage === "preparing" && video !== null)
    .slice(0, LOOK_AT);
  const found = await Promise.allSettled(oldest.map((item) => fetchVideo(item.video ?? 0)));
  found.forEach((result, place) => {
    const item = oldest[place];
    if (!item || result.status === "rejected") return;
    const { state, reason, job } = result.value;
    if (state === "ready") update(item.id, { stage: "ready", prepared: 1 });
    else if (state === "rejected") update(item.id, { stage: "rejected", reason: reason ?? "" });
    else update(item.id, { prepared: job?.progress ?? null });
  });
  advance();
};

export const addUploads = (
  project: string,
  added: readonly File[],
  attributes: Attributes,
): void => {
  const items = added.map((file): UploadItem => {
    lastId += 1;
    files.set(lastId, { file, attributes });
    return {
      id: lastId,
      project,
      name: file.name,
      size: file.size,
      sent: 0,
      stage: "waiting",
      video: null,
      prepared: null,
      reason: "",
    };
  });
  useUploads.setState((before) => ({ items: [...before.items, ...items] }));
  advance();
};

export const retryUpload = (id: number): void => {
  update(id, { stage: "waiting", reason: "" });
  advance();
};

/** Takes a file off the list; one under way is stopped and its bytes are dropped. */
export const removeUpload = (id: number): void => {
  sendings.get(id)?.stop();
  sendings.delete(id);
  files.delete(id);
  useUploads.setState(({ items }) => ({ items: items.filter((item) => item.id !== id) }));
  advance();
};

export const clearUploads = (): void => {
  for (const item of useUploads.getState().items) if (!isUnsent(item)) removeUpload(item.id);
};

scope.listen(window, "beforeunload", (event) => {
  if (useUploads.getState().items.some(isUnsent)) event.preventDefault();
});
scope.listen(window, "online", () => {
  for (const sending of sendings.values()) sending.goOn();
});
