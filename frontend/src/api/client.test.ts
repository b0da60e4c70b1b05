import { afterEach, describe, expect, it, vi } from "vitest";
import { answer, apiFetch } from "./client";
import { ApiError } from "./errors";
import { settleSignIn, useGate } from "./session-gate";

const URL_ = "http://localhost/api/v1/annotations/7/";
const put = (): Request => new Request(URL_, { method: "PUT", body: "{}" });

/** Answers each request in turn with these statuses and keeps what was asked. */
const server = (...statuses: number[]): Request[] => {
  const asked: Request[] = [];
  vi.stubGlobal("fetch", async (request: Request) => {
    asked.push(request);
    return new Response(null, { status: statuses.shift() ?? 500 });
  });
  return asked;
};

afterEach(() => {
  settleSignIn(false);
  vi.unstubAllGlobals();
});

describe("an expired session", () => {
  it("holds the request until the person has signed in, then sends it again", async () => {
    const asked = server(401, 200);
    const sent = apiFetch(put());
    await vi.waitFor(() => expect(useGate.getState().state).toBe("waiting"));
    settleSignIn(true);
    expect((await sent).status).toBe(200);
    expect(asked).toHaveLength(2);
    expect(await asked[1]?.text()).toBe("{}");
    expect(useGate.getState().state).toBe("closed");
  });

  it("asks once for several requests", async () => {
    const asked = server(401, 401, 200, 200);
    const both = Promise.all([apiFetch(put()), apiFetch(put())]);
    await vi.waitFor(() => expect(asked).toHaveLength(2));
    settleSignIn(true);
    expect((await both).map(({ status }) => status)).toEqual([200, 200]);
  });

  it("fails the request when the person turns away", async () => {
    server(401);
    const sent = apiFetch(put());
    await vi.waitFor(() => expect(useGate.getState().state).toBe("waiting"));
    settleSignIn(false);
    expect((await sent).status).toBe(401);
  });

  it("does not stand in the way of signing in itself", async () => {
    server(401);
    const sent = apiFetch(new Request("http://localhost/api/v1/session/", { method: "POST" }));
    expect((await sent).status).toBe(401);
    expect(useGate.getState().state).toBe("closed");
  });
});

describe("an answer", () => {
  const refused = (status: number, error: unknown) =>
    answer(Promise.resolve({ error, response: new Response(null, { status }) }));

  it("is thrown with its code and the body when refused", async () => {
    const newer = { id: 7, revision: 9, document: {} };
    await expect(refused(412, newer)).rejects.toMatchObject({ status: 412, body: newer });
    await expect(refused(422, { code: "not_ready" })).rejects.toMatchObject({ code: "not_ready" });
  });

  it("has status 0 when there is no connection", async () => {
    const lost = answer(Promise.reject(new TypeError("fetch failed")));
    await expect(lost).rejects.toSatisfy((error) => error instanceof ApiError && error.isOffline);
  });

  it("keeps an abort an abort", async () => {
    const aborted = answer(Promise.reject(new DOMException("gone", "AbortError")));
    await expect(aborted).rejects.toMatchObject({ name: "AbortError" });
  });
});
