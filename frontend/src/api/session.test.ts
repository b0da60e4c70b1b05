import { describe, expect, it } from "vitest";
import { isAtLeast, managesAny, roleIn } from "./session";
import type { Session } from "./types";

const bob: Session = {
  user: { id: 2, username: "bob", is_superuser: false, language: "en", keys: {} },
  projects: [{ slug: "demo", name: "Demo", role: "reviewer" }],
};
const root: Session = {
  user: { id: 1, username: "root", is_superuser: true, language: "en", keys: {} },
  projects: [],
};

describe("a role", () => {
  it("is the membership's", () => {
    expect(roleIn(bob, "demo")).toBe("reviewer");
    expect(roleIn(bob, "other")).toBeNull();
  });

  it("is manager everywhere for a superuser", () => {
    expect(roleIn(root, "any")).toBe("manager");
    expect(managesAny(root)).toBe(true);
    expect(managesAny(bob)).toBe(false);
  });

  it("includes the roles before it", () => {
    expect(isAtLeast("reviewer", "annotator")).toBe(true);
    expect(isAtLeast("reviewer", "reviewer")).toBe(true);
    expect(isAtLeast("reviewer", "manager")).toBe(false);
    expect(isAtLeast(null, "annotator")).toBe(false);
  });
});
