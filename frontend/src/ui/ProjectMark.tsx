/** A tile with the first letter of a project, its hue made from the slug. */

const HUES = 12;

/** A number below `HUES`, the same for the same slug. */
const hueOf = (slug: string): number => {
  let sum = 0;
  for (const letter of slug) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 9973;
  return sum % HUES;
};

interface ProjectMarkProps {
  readonly slug: string;
  readonly name: string;
  readonly size?: number;
}

export const ProjectMark = ({ slug, name, size = 28 }: ProjectMarkProps) => (
  <svg aria-hidden="true" width={size} height={size} viewBox="0 0 28 28" className="shrink-0">
    <rect width="28" height="28" rx="5" fill={`hsl(${hueOf(slug) * (360 / HUES)} 32% 40%)`} />
    <text
      x="14"
      y="19"
      textAnchor="middle"
      fontSize="14"
      fontWeight="600"
      fill="#ffffff"
      fontFamily="inherit"
    >
      {[...name][0]?.toUpperCase() ?? "?"}
    </text>
  </svg>
);
