/** What is known about the file and where it comes from. */
import { Download } from "lucide-react";
import type { FrameTable, Video } from "@/api/types";
import { m } from "@/i18n";
import { formatBytes, formatDateTime, formatSeconds, formatTenth } from "@/i18n/format";
import { labelName, splitName } from "@/i18n/names";
import { meanRate } from "@/player/clock";
import { buttonClass } from "@/ui/Button";
import { Panel } from "@/ui/Panel";

interface SourceFactsProps {
  readonly video: Video;
  readonly table: FrameTable | undefined;
  /** Where a manager changes what is said, it is not said twice. */
  readonly isEditable: boolean;
}

type Fact = readonly [name: string, value: string | number | null | undefined];

export const SourceFacts = ({ video, table, isEditable }: SourceFactsProps) => {
  const said: readonly Fact[] = [
    [m.field_label(), video.label && labelName(video.label)],
    [m.field_generator(), video.generator],
    [m.field_split(), video.split && splitName(video.split)],
    [m.field_group(), video.group],
    [m.field_prompt(), video.prompt],
    [m.field_priority(), video.priority],
  ];
  const file: readonly Fact[] = [
    [m.fact_id(), video.id],
    [m.fact_codec(), video.codec],
    [m.fact_file_size(), video.size ? formatBytes(video.size) : null],
    [m.fact_picture(), video.width ? `${video.width} × ${video.height}` : null],
    [m.fact_frames(), video.frame_count],
    [m.fact_rate(), table && m.fact_rate_value({ rate: formatTenth(meanRate(table)) })],
    [m.fact_length(), video.duration_s != null ? formatSeconds(video.duration_s) : null],
    [m.video_added(), formatDateTime(video.created_at)],
    ["SHA-256", video.sha256],
  ];
  return (
    <Panel title={m.facts_title()}>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1.5 px-4 py-3 text-13">
        {[...(isEditable ? [] : said), ...file]
          .filter(([, value]) => value !== null && value !== undefined && value !== "")
          .map(([name, value]) => (
            <div key={name} className="contents">
              <dt className="text-muted">{name}</dt>
              <dd
                className={name === "SHA-256" ? "font-mono text-12 wrap-anywhere" : "wrap-anywhere"}
              >
                {value}
              </dd>
            </div>
          ))}
      </dl>
      {video.original_url && (
        <p className="border-t border-line px-4 py-2">
          <a href={video.original_url} download className={buttonClass("quiet", "dense")}>
            <Download aria-hidden size={15} /> {m.facts_original()}
          </a>
        </p>
      )}
    </Panel>
  );
};
