/** The little Markdown that guidelines use, read into plain values. */

export type Block =
  | { readonly kind: "heading"; readonly level: number; readonly text: string }
  | { readonly kind: "list"; readonly isOrdered: boolean; readonly items: readonly string[] }
  | { readonly kind: "paragraph"; readonly text: string };

export interface Inline {
  readonly kind: "plain" | "strong" | "em" | "code";
  readonly text: string;
}

export const blocksOf = (text: string): readonly Block[] =>
  text
    .split(/\n\s*\n/)
    .flatMap((part) => splitHeadings(part.trim()))
    .filter((part) => part !== "")
    .map(blockOf);

/** A heading is a block of its own even without an empty line after it. */
const splitHeadings = (part: string): readonly string[] => {
  const lines = part.split("\n");
  const parts: string[][] = [[]];
  for (const line of lines) {
    if (/^#{1,4} /.test(line)) parts.push([line], []);
    else parts.at(-1)?.push(line);
  }
  return parts.map((each) => each.join("\n").trim());
};

const blockOf = (part: string): Block => {
  const heading = /^(#{1,4}) (.*)$/.exec(part);
  if (heading?.[1] && heading[2] !== undefined)
    return { kind: "heading", level: heading[1].length, text: heading[2] };
  const lines = part.split("\n").map((line) => line.trim());
  const bullet = /^[-*] /;
  const number = /^\d+[.)] /;
  if (lines.every((line) => bullet.test(line)))
    return { kind: "list", isOrdered: false, items: lines.map((line) => line.slice(2)) };
  if (lines.every((line) => number.test(line)))
    return { kind: "list", isOrdered: true, items: lines.map((line) => line.replace(number, "")) };
  return { kind: "paragraph", text: lines.join(" ") };
};

export const inlineOf = (text: string): readonly Inline[] =>
  text
    .split(/(\*\*[^*]+\*\*|\*[^*]+\*|`[^`]+`)/)
    .filter((part) => part !== "")
    .map((part): Inline => {
      if (part.startsWith("**") && part.endsWith("**") && part.length > 4)
        return { kind: "strong", text: part.slice(2, -2) };
      if (part.startsWith("*") && part.endsWith("*") && part.length > 2)
        return { kind: "em", text: part.slice(1, -1) };
      if (part.startsWith("`") && part.endsWith("`") && part.length > 2)
        return { kind: "code", text: part.slice(1, -1) };
      return { kind: "plain", text: part };
    });
