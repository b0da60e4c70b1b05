/** A category as colour, digit and two letters at once: never by colour alone. */
import type { Category } from "@/domain/taxonomy";
import { categoryOf } from "@/store/categories";

interface CategoryChipProps {
  readonly category: Category | null;
}

export const CategoryChip = ({ category }: CategoryChipProps) => {
  const { digit, code, colour } = categoryOf(category);
  return (
    <span
      aria-hidden="true"
      className="inline-flex h-5 min-w-9 shrink-0 items-center justify-center gap-1 rounded-sm border border-(--chip-border) px-1 text-12 font-semibold text-(--on-category) tabular-nums"
      style={{ background: colour }}
    >
      {digit && <span className="text-(--on-category)/70">{digit}</span>}
      {code}
    </span>
  );
};
