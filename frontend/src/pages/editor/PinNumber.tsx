/** The number of a comment, as it stands at its box on the picture. */
export const PinNumber = ({ number }: { readonly number: number }) => (
  <span className="numeric inline-flex h-5 min-w-5 shrink-0 items-center justify-center rounded-full border border-warn px-1 text-12 font-medium text-warn">
    {number}
  </span>
);
