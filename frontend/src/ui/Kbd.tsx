/** A key of the keyboard. */
export const Kbd = ({ children }: { readonly children: string }) => (
  <kbd className="inline-flex h-5 min-w-5 items-center justify-center rounded-sm border border-line bg-sunken px-1 font-sans text-12 text-muted">
    {children}
  </kbd>
);

/** What lies between spaces is a key of its own: but for a range ("1 – 9") or one Shift for two. */
const isOne = (keys: readonly string[]): boolean =>
  keys.includes("–") || (keys[0]?.length !== 1 && keys.slice(1).some((key) => key.length === 1));

/** Several keys, or several ways to the same. */
export const Keys = ({ children }: { readonly children: string }) => {
  const keys = children.split(/ +/);
  if (isOne(keys)) return <Kbd>{children}</Kbd>;
  return (
    <span className="inline-flex flex-wrap justify-end gap-1">
      {keys.map((key) => (
        <Kbd key={key}>{key}</Kbd>
      ))}
    </span>
  );
};
