/** Shows a guideline. */
import type { ReactNode } from "react";
import { type Block, type Inline, parseMarkdown } from "@/lib/markdown";

const inline = (parts: readonly Inline[]): ReactNode =>
  parts.map((part, place) => one(part, `${place}-${part.kind}`));

const one = (part: Inline, key: string): ReactNode => {
  switch (part.kind) {
    case "text":
      return part.text;
    case "code":
      return (
        <code key={key} className="rounded-sm bg-sunken px-1 font-mono text-13">
          {part.text}
        </code>
      );
    case "strong":
      return <strong key={key}>{inline(part.children)}</strong>;
    case "emphasis":
      return <em key={key}>{inline(part.children)}</em>;
    case "link":
      return (
        <a
          key={key}
          href={part.href}
          target="_blank"
          rel="noreferrer"
          className="text-accent-text underline underline-offset-2"
        >
          {inline(part.children)}
        </a>
      );
  }
};

const HEADINGS = ["text-16", "text-14", "text-13 text-muted"] as const;

const block = (part: Block, key: string): ReactNode => {
  switch (part.kind) {
    case "heading": {
      const Heading = (["h3", "h4", "h5"] as const)[part.level - 1] ?? "h5";
      return (
        <Heading key={key} className={`mt-2 font-semibold first:mt-0 ${HEADINGS[part.level - 1]}`}>
          {inline(part.children)}
        </Heading>
      );
    }
    case "paragraph":
      return <p key={key}>{inline(part.children)}</p>;
    case "quote":
      return (
        <blockquote key={key} className="border-l-2 border-control pl-3 text-muted">
          {inline(part.children)}
        </blockquote>
      );
    case "code":
      return (
        <pre key={key} className="overflow-x-auto rounded-md bg-sunken p-3 font-mono text-12">
          {part.text}
        </pre>
      );
    case "list": {
      const List = part.isOrdered ? "ol" : "ul";
      return (
        <List
          key={key}
          className={`flex flex-col gap-1 pl-5 ${part.isOrdered ? "list-decimal" : "list-disc"} marker:text-muted`}
        >
          {part.items.map((item, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the text is shown whole or not at all.
            <li key={place}>{inline(item)}</li>
          ))}
        </List>
      );
    }
  }
};

export const Markdown = ({ text }: { readonly text: string }) => (
  <div className="flex flex-col gap-2 text-14 leading-[1.6] wrap-anywhere">
    {parseMarkdown(text).map((part, place) => block(part, `${place}-${part.kind}`))}
  </div>
);
