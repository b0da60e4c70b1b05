/** The mark: a keyframe between the edges of a span. */
export const Logo = ({ size = 24 }: { readonly size?: number }) => (
  <svg aria-hidden="true" width={size} height={size} viewBox="0 0 24 24" fill="none">
    <path
      d="M8 4H4v16h4M16 4h4v16h-4"
      stroke="var(--accent)"
      strokeWidth="2.25"
      strokeLinecap="round"
      strokeLinejoin="round"
    />
    <path d="M12 7.5 16.5 12 12 16.5 7.5 12z" fill="light-dark(#ad8f2a, #fbd509)" />
  </svg>
);
