/** A still of a video on the neutral surround. */
import { Film, ImageOff, type LucideIcon } from "lucide-react";
import { useState } from "react";
import { cx } from "./cx";

interface PosterProps {
  readonly url: string | null | undefined;
  /** What stands there while there is no picture. */
  readonly icon?: LucideIcon;
  readonly className?: string;
}

export const Poster = ({ url, icon = Film, className }: PosterProps) => {
  const [broken, setBroken] = useState<string | null>(null);
  const Icon = broken === url && url ? ImageOff : icon;
  return (
    <span
      className={cx(
        "flex items-center justify-center overflow-hidden bg-surround text-[#6b7380]",
        className,
      )}
    >
      {url && broken !== url ? (
        <img
          src={url}
          alt=""
          loading="lazy"
          decoding="async"
          className="size-full object-contain"
          onError={() => setBroken(url)}
        />
      ) : (
        <Icon aria-hidden size={24} strokeWidth={1.5} />
      )}
    </span>
  );
};
