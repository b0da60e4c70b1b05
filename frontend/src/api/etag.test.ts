import { describe, expect, it } from "vitest";
import { freshest } from "./etag";

const reply = (status: number, body?: unknown, tag?: string) =>
  Promise.resolve({
    ...(status < 300 ? { data: body } : {}),
    response: new Response(null, { status, headers: tag ? { ETag: tag } : {} }),
  });

describe("asking again", () => {
  it("sends the tag it has and keeps the body while the tag stands", async () => {
    const sent: Record<string, string>[] = [];
    const first = await freshest<{ n: number }>("a", (headers) => {
      sent.push({ ...headers });
      return reply(200, { n: 1 }, '"one"');
    });
    const second = await freshest<{ n: number }>("a", (headers) => {
      sent.push({ ...headers });
      return reply(304);
    });
    expect(sent).toEqual([{}, { "If-None-Match": '"one"' }]);
    expect(second).toBe(first);
  });

  it("keeps what it knows of one thing apart from another", async () => {
    await freshest("b", () => reply(200, {}, '"b"'));
    await freshest("c", (headers) => {
      expect(headers).toEqual({});
      return reply(200, {});
    });
  });

  it("throws a 304 that it did not ask for", async () => {
    await expect(freshest("d", () => reply(304))).rejects.toMatchObject({ status: 304 });
  });
});
