import { beforeAll, describe, expect, it } from "vitest";
import { overwriteGetLocale } from "@/i18n/paraglide/runtime.js";
import { errorFrom } from "./errors";
import { explain, problemAt } from "./explain";

beforeAll(() => overwriteGetLocale(() => "en"));

const taken = errorFrom(400, {
  code: "invalid",
  detail: "The input is not valid.",
  errors: [{ code: "taken", path: "slug", message: "There is a project 'demo' already." }],
});

describe("a refusal in words", () => {
  it("has words of its own for a code at a place", () => {
    expect(problemAt(taken, "slug")).toBe("This short name is taken. Choose another one.");
    expect(problemAt(taken, "name")).toBeUndefined();
    expect(explain(taken).text).toBe("This short name is taken. Choose another one.");
  });

  it("falls back on the server's sentence for a code it does not know", () => {
    const odd = errorFrom(409, { code: "odd", detail: "The moon is full.", errors: [] });
    expect(explain(odd).text).toBe("The moon is full.");
  });

  it("speaks of the connection when there was no answer", () => {
    expect(explain(errorFrom(0, null)).title).toBe("The server cannot be reached");
  });

  it("survives an answer that is no problem document", () => {
    expect(errorFrom(502, "<html>").code).toBe("http_502");
    expect(explain(errorFrom(502, "<html>")).title).toBe("The server failed");
  });

  it("says that a bug is one", () => {
    expect(explain(new TypeError("x")).title).toBe("Something went wrong");
  });
});
