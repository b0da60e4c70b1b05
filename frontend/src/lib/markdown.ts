/**
 * A small part of Markdown, enough for a guideline: headings, paragraphs, lists, quotes, code,
 * emphasis and links. The result is a tree of plain data: no HTML ever comes out of a text.
 */

export type Inline =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "strong" | "emphasis"; readonly children: readonly Inline[] }
  | { readonly kind: "code"; readonly text: string }
  | { readonly kind: "link"; readonly href: string; readonly children: readonly Inline[] };

export type Block =
  | { readonly kind: "heading"; readonly level: 1 | 2 | 3; readonly children: readonly Inline[] }
  | { readonly kind: "paragraph" | "quote"; readonly children: readonly Inline[] }
  | {
      readonly kind: "list";
      readonly isOrdered: boolean;
      readonly items: readonly (readonly Inline[])[];
    }
  | { readonly kind: "code"; readonly text: string };

/** Code, links, strong and emphasis, whichever opens first. Bounded: no nested repetition. */
const MARK =
  /`([^`\n]{1,500})`|\[([^\]\n]{1,300})\]\((https?:\/\/[^\s()]{1,500})\)|\*\*([^*\n]{1,500})\*\*|[*_]([^*_\n]{1,500})[*_]/;

export const parseInline = (source: string): readonly Inline[] => {
  const found: Inline[] = [];
  let rest = source;
  while (rest !== "") {
    const match = MARK.exec(rest);
    if (!match) break;
    if (match.index > 0) found.push({ kind: "text", text: rest.slice(0, match.index) });
    const [whole, code, words, href, strong, emphasis] = match;
    if (code !== undefined) found.push({ kind: "code", text: code });
    else if (words !== undefined && href !== undefined)
      found.push({ kind: "link", href, children: [{ kind: "text", text: words }] });
    else if (strong !== undefined) found.push({ kind: "strong", children: parseInline(strong) });
    else found.push({ kind: "emphasis", children: parseInline(emphasis ?? "") });
    rest = rest.slice(match.index + whole.length);
  }
  if (rest !== "") found.push({ kind: "text", text: rest });
  return found;
};

const BULLET = /^\s{0,3}[-*]\s+(.*)$/;
const NUMBER = /^\s{0,3}\d{1,3}[.)]\s+(.*)$/;
const HEADING = /^(#{1,3})\s+(.*)$/;
const QUOTE = /^>\s?(.*)$/;
const FENCE = /^```/;

/** The lines of one block, taken from the front of `lines`. */
const takeWhile = (lines: string[], pattern: RegExp): string[] => {
  const taken: string[] = [];
  for (;;) {
    const match = pattern.exec(lines[0] ?? "");
    if (lines.length === 0 || !match) return taken;
    taken.push(match[1] ?? "");
    lines.shift();
  }
};

const isPlain = (line: string): boolean =>
  line.trim() !== "" && ![BULLET, NUMBER, HEADING, QUOTE, FENCE].some((start) => start.test(line));

const takeCode = (lines: string[]): Block => {
  lines.shift();
  const end = lines.findIndex((line) => FENCE.test(line));
  const code = lines.splice(0, end < 0 ? lines.length : end);
  lines.shift();
  return { kind: "code", text: code.join("\n") };
};

const takeList = (lines: string[], isOrdered: boolean): Block => ({
  kind: "list",
  isOrdered,
  items: takeWhile(lines, isOrdered ? NUMBER : BULLET).map(parseInline),
});

const takeParagraph = (lines: string[]): Block => {
  const taken: string[] = [];
  while (lines[0] !== undefined && isPlain(lines[0])) taken.push(lines.shift() ?? "");
  return { kind: "paragraph", children: parseInline(taken.join(" ")) };
};

export const parseMarkdown = (source: string): readonly Block[] => {
  const lines = source.replace(/\r\n?/g, "\n").split("\n");
  const blocks: Block[] = [];
  while (lines.length > 0) {
    const line = lines[0] ?? "";
    const heading = HEADING.exec(line);
    if (line.trim() === "") lines.shift();
    else if (heading) {
      const level = Math.min(3, heading[1]?.length ?? 1) as 1 | 2 | 3;
      blocks.push({ kind: "heading", level, children: parseInline(heading[2] ?? "") });
      lines.shift();
    } else if (FENCE.test(line)) blocks.push(takeCode(lines));
    else if (BULLET.test(line)) blocks.push(takeList(lines, false));
    else if (NUMBER.test(line)) blocks.push(takeList(lines, true));
    else if (QUOTE.test(line)) {
      blocks.push({ kind: "quote", children: parseInline(takeWhile(lines, QUOTE).join(" ")) });
    } else blocks.push(takeParagraph(lines));
  }
  return blocks;
};
