import { describe, expect, it } from "vitest";
import { homeOf, safeNext } from "./next";

describe("the address after signing in", () => {
  it("keeps a path of this site with its query", () => {
    expect(safeNext("/p/demo/videos?state=ready")).toBe("/p/demo/videos?state=ready");
  });

  it.each(["//evil.example", "/\\evil.example", "https://evil.example", "javascript:alert(1)", 7])(
    "refuses %s",
    (next) => {
      expect(safeNext(next)).toBeUndefined();
    },
  );

  it("does not lead back to the sign-in page", () => {
    expect(safeNext("/sign-in?next=/")).toBeUndefined();
  });
});

describe("the home of a person", () => {
  const user = { id: 1, username: "a", is_superuser: false, language: "en", keys: {} };
  const demo = { slug: "demo", name: "Demo", role: "annotator" as const };

  it("is their project when there is one", () => {
    expect(homeOf({ user, projects: [demo] })).toBe("/p/demo");
  });

  it("is the list when there are more, or none", () => {
    expect(homeOf({ user, projects: [demo, { ...demo, slug: "b" }] })).toBe("/");
    expect(homeOf({ user, projects: [] })).toBe("/");
  });
});
