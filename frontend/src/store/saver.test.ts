import type { Document } from "@/domain/document";
import "fake-indexeddb/auto";
import { produce } from "immer";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Scope } from "@/lib/scope";
import { setNote, setVerdict } from "./edits";
import { type Journal, type Keeping, openJournal } from "./journal";
import type { Side } from "./merge";
import { type Reply, Saver, type SaverOptions, type SaveState } from "./saver";

const empty: Document = { schema: 1, verdict: null, note: "", traces: [] };
const noted = (note: string, from = empty): Document => produce(from, setNote(note));

/** The server's side of the bargain: If-Match decides, the same save twice has one effect. */
class Server {
  revision = 1;
  document = empty;
  puts = 0;
  mood: "well" | "down" | "mute" | "signed-out" = "well";

  put = async (document: Document, revision: number): Promise<Reply> => {
    this.puts += 1;
    if (this.mood === "down") return { kind: "unreachable" };
    if (this.mood === "signed-out") return { kind: "signed-out" };
    const stored = () => ({ revision: this.revision, document: this.document });
    if (revision !== this.revision) return { kind: "stale", stored: stored() };
    this.document = document;
    this.revision += 1;
    // The answer gets lost on the way back.
    return this.mood === "mute" ? { kind: "unreachable" } : { kind: "stored", stored: stored() };
  };
}

let scope: Scope;
let journal: Journal;
let server: Server;
let states: SaveState[];
let places: Keeping[];
let name = 0;

const saverFor = (
  side: Side = "mine",
  merged: (document: Document) => void = () => undefined,
  kept: Journal = journal,
  settle: SaverOptions["settle"] = async () => side,
) => {
  const saver = new Saver(
    {
      annotation: 7,
      task: 3,
      user: 1,
      stored: { revision: 1, document: empty },
      journal: kept,
      put: server.put,
      state: (state) => states.push(state),
      kept: (place) => places.push(place),
      merged,
      settle,
      isOnline: () => server.mood !== "down",
    },
    scope,
  );
  saver.start({ revision: 1, document: empty });
  return saver;
};

beforeEach(async () => {
  name += 1;
  scope = new Scope();
  journal = await openJournal(`saver-${name}`);
  server = new Server();
  states = [];
  places = [];
});

afterEach(() => {
  scope.end();
  journal.close();
  vi.useRealTimers();
});

describe("the saver", () => {
  it("has an edit on this device within 250 ms, before any request", async () => {
    saverFor().changed(noted("a"));
    await vi.waitFor(async () => expect((await journal.read(7))?.document.note).toBe("a"), {
      timeout: 250,
      interval: 10,
    });
    expect(server.puts).toBe(0);
  });

  it("sends the latest state once and clears the journal", async () => {
    const saver = saverFor();
    saver.changed(noted("a"));
    saver.changed(noted("ab"));
    expect(await saver.flush()).toBe(true);
    expect([server.puts, server.document.note]).toEqual([1, "ab"]);
    expect(await journal.all()).toEqual([]);
    expect(states.at(-1)?.kind).toBe("saved");
  });

  it("keeps everything while the server is away and sends it later", async () => {
    const saver = saverFor();
    server.mood = "down";
    saver.changed(noted("a"));
    expect(await saver.flush()).toBe(false);
    expect(states.at(-1)?.kind).toBe("offline");
    expect((await journal.read(7))?.document.note).toBe("a");
    server.mood = "well";
    saver.retry();
    await vi.waitFor(() => expect(states.at(-1)?.kind).toBe("saved"));
    expect(server.document.note).toBe("a");
  });

  it("takes its own lost answer for what it is", async () => {
    const saver = saverFor();
    server.mood = "mute";
    saver.changed(noted("a"));
    await saver.flush();
    server.mood = "well";
    saver.changed(noted("ab"));
    expect(await saver.flush()).toBe(true);
    expect([server.document.note, server.revision]).toEqual(["ab", 3]);
    expect(states.some((state) => state.kind === "conflict")).toBe(false);
  });

  it("merges with what somebody else saved in between", async () => {
    let shown = empty;
    const saver = saverFor("mine", (document) => {
      shown = document;
    });
    await server.put(produce(empty, setVerdict("unsure")), 1);
    saver.changed(noted("a"));
    expect(await saver.flush()).toBe(true);
    expect(server.document).toEqual({ ...empty, verdict: "unsure", note: "a" });
    expect(shown).toEqual(server.document);
  });

  it.each([
    ["mine", "a"],
    ["theirs", "b"],
  ] as const)("asks about a clash and obeys: %s", async (side, note) => {
    const saver = saverFor(side);
    await server.put(noted("b"), 1);
    saver.changed(noted("a"));
    expect(await saver.flush()).toBe(true);
    expect(states.some((state) => state.kind === "conflict")).toBe(true);
    expect(server.document.note).toBe(note);
  });

  it("goes on from the journal after a crash, even when the answer was never seen", async () => {
    const before = saverFor();
    server.mood = "mute";
    before.changed(noted("a"));
    await before.flush();
    before.changed(noted("ab"));
    await before.journal();
    scope.end(); // the tab is gone
    scope = new Scope();
    server.mood = "well";
    const after = saverFor();
    const entry = await journal.read(7);
    if (!entry) throw new Error("nothing was kept");
    after.resume(entry);
    expect(await after.flush()).toBe(true);
    expect(server.document.note).toBe("ab");
    expect(states.some((state) => state.kind === "conflict")).toBe(false);
  });

  it("leaves the journal alone before it has the seat and after losing it", async () => {
    const first = saverFor();
    server.mood = "down";
    first.changed(noted("a"));
    await first.flush();
    const second = saverFor();
    second.stop();
    await second.journal();
    first.stop();
    first.changed(noted("late"));
    await first.journal();
    expect((await journal.read(7))?.document.note).toBe("a");
  });

  it("asks to sign in when the session has expired, and loses nothing", async () => {
    const saver = saverFor();
    server.mood = "signed-out";
    saver.changed(noted("a"));
    await saver.flush();
    expect(states.at(-1)?.kind).toBe("sign-in");
    server.mood = "well";
    saver.retry();
    await vi.waitFor(() => expect(server.document.note).toBe("a"));
  });

  it("sends at once and says so where only this page keeps the work", async () => {
    const forbidden: Journal = { ...journal, write: async () => "page" };
    const saver = saverFor("mine", () => undefined, forbidden);
    saver.changed(noted("a"));
    await vi.waitFor(() => expect(server.document.note).toBe("a"), { timeout: 500 });
    expect(places).toEqual(["page"]);
  });

  it("forgets the question and the request of a turn that is over", async () => {
    const saver = saverFor(
      "mine",
      () => undefined,
      journal,
      () => new Promise(() => undefined),
    );
    await server.put(noted("b"), 1);
    saver.changed(noted("a"));
    void saver.flush();
    await vi.waitFor(() => expect(states.at(-1)?.kind).toBe("conflict"));
    saver.stop(); // another tab takes over, saves, and gives the seat back
    saver.start({ revision: server.revision, document: server.document });
    saver.changed(noted("c", server.document));
    expect(await saver.flush()).toBe(true);
    expect(server.document.note).toBe("c");
  });
});
