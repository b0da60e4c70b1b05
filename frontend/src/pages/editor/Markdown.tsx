/** A guideline as text: headings, lists, bold, italics and code. Nothing in it becomes HTML. */
import type { ReactNode } from "react";
import { type Block, blocksOf, inlineOf } from "./markdown-blocks";

export const Markdown = ({ text }: { readonly text: string }) => (
  <div className="flex flex-col gap-2 text-14 leading-relaxed">
    {blocksOf(text).map((block, index) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: the text does not change while it is shown.
      <BlockView key={index} block={block} />
    ))}
  </div>
);

const BlockView = ({ block }: { readonly block: Block }): ReactNode => {
  switch (block.kind) {
    case "heading":
      return block.level === 1 ? (
        <h3 className="text-16 font-semibold">{inline(block.text)}</h3>
      ) : (
        <h4 className="pt-1 text-14 font-semibold">{inline(block.text)}</h4>
      );
    case "list": {
      const List = block.isOrdered ? "ol" : "ul";
      return (
        <List className={block.isOrdered ? "list-decimal pl-5" : "list-disc pl-5"}>
          {block.items.map((item) => (
            <li key={item}>{inline(item)}</li>
          ))}
        </List>
      );
    }
    case "paragraph":
      return <p>{inline(block.text)}</p>;
  }
};

const inline = (text: string): ReactNode[] =>
  inlineOf(text).map(({ kind, text: part }, index) => {
    const key = `${index} ${part}`;
    if (kind === "strong") return <strong key={key}>{part}</strong>;
    if (kind === "em") return <em key={key}>{part}</em>;
    if (kind === "code")
      return (
        <code key={key} className="rounded-sm bg-sunken px-1 font-mono text-12">
          {part}
        </code>
      );
    return part;
  });
