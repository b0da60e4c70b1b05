/** A turning ring; decoration beside words that say what is going on. */
export const Spinner = ({ size = 20 }: { readonly size?: number }) => (
  <svg
    aria-hidden="true"
    className="animate-turn shrink-0"
    width={size}
    height={size}
    viewBox="0 0 20 20"
    fill="none"
    stroke="currentColor"
    strokeWidth="2.5"
    strokeLinecap="round"
  >
    <circle cx="10" cy="10" r="7.5" opacity="0.25" />
    <path d="M10 2.5a7.5 7.5 0 0 1 7.5 7.5" />
  </svg>
);
