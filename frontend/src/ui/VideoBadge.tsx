/** Where the preparation of a video stands, and where the video is known to come from. */
import {
  Bot,
  Camera,
  CircleCheckBig,
  CircleHelp,
  Clock,
  LoaderCircle,
  type LucideIcon,
  Play,
  TriangleAlert,
} from "lucide-react";
import type { Video } from "@/api/types";
import { m } from "@/i18n";
import { labelName } from "@/i18n/names";
import { Badge, type Tone } from "./Badge";

const STATES: Readonly<Record<Video["state"], readonly [Tone, LucideIcon, () => string]>> = {
  new: ["neutral", Clock, m.video_new],
  preparing: ["accent", LoaderCircle, m.video_preparing],
  ready: ["neutral", Play, m.video_ready],
  rejected: ["bad", TriangleAlert, m.video_rejected],
};

type Standing = Pick<Video, "state" | "accepted">;

export const VideoBadge = ({ video }: { readonly video: Standing }) => {
  if (video.accepted) {
    return (
      <Badge tone="good" icon={CircleCheckBig}>
        {m.video_accepted()}
      </Badge>
    );
  }
  const [tone, icon, name] = STATES[video.state];
  return (
    <Badge tone={tone} icon={icon}>
      {name()}
    </Badge>
  );
};

const ORIGINS: Readonly<Record<string, LucideIcon>> = { fake: Bot, real: Camera };

export const LabelBadge = ({ label }: { readonly label: string }) => (
  <Badge icon={ORIGINS[label] ?? CircleHelp}>{labelName(label)}</Badge>
);
