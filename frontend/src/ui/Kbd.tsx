/** A key of the keyboard. */
export const Kbd = ({ children }: { readonly children: string }) => (
  <kbd className="inline-flex h-5 min-w-5 items-center justify-center rounded-sm border border-line bg-sunken px-1 font-sans text-12 text-muted">
    {children}
  </kbd>
);
