/**
 * The sentences that the server keeps for people (why a video was refused, why a job failed, what
 * speaks against a promotion), in the language of the page. The server writes English and names no
 * code there, so they are known by their words; one that is unknown stays as it is.
 */
import { m } from "@/i18n";

type Found = Readonly<Record<string, string>>;
type Row = readonly [RegExp, (found: Found) => string];

/** What is wrong inside a damaged file. */
const DAMAGE: readonly Row[] = [
  [/reading it fails/, m.refused_damage_reading],
  [/its frames cannot be read/, m.refused_damage_reading],
  [/no picture of it can be decoded/, m.refused_damage_decoding],
  [/some of its frames cannot be decoded/, m.refused_damage_some],
  [/frame \d+ cannot be decoded/, m.refused_damage_some],
  [/its frames change from reading to reading/, m.refused_damage_changing],
  [/decoders disagree about its frames/, m.refused_damage_changing],
];

/** What a file is instead of a video. */
const KINDS: readonly Row[] = [
  [/a picture/, m.refused_kind_picture],
  [/a playlist/, m.refused_kind_playlist],
  [/a web page or drawing/, m.refused_kind_page],
  [/a sound or Ogg file/, m.refused_kind_sound],
  [/an archive/, m.refused_kind_archive],
  [/a PDF/, m.refused_kind_pdf],
  [/a video in a container that is not supported/, m.refused_kind_container],
];

const within = (rows: readonly Row[], text = ""): string =>
  rows.find(([words]) => words.test(text))?.[1]({}) ?? text;

const SENTENCES: readonly Row[] = [
  [
    /The file is damaged or incomplete: (?<damage>[^.]*)\. Export or download it again\./y,
    ({ damage }) => m.refused_damaged({ damage: within(DAMAGE, damage) }),
  ],
  [
    /This is (?<kind>[^.]*), not a video\. Telltale takes [^.]*\./y,
    ({ kind }) => m.refused_kind({ kind: within(KINDS, kind) }),
  ],
  [/The file holds only sound: there is no video in it\./y, m.refused_only_sound],
  [/The file holds [^.]*: there is no video in it\./y, m.refused_no_video],
  [/The file is not there any more\. Upload it again\./y, m.refused_gone],
  [/The file is empty\. Upload it again\./y, m.refused_empty],
  [/The file takes too long to read\. Export it again as MP4 \(H\.264\)\./y, m.refused_slow_file],
  [/The frame takes too long to decode\./y, m.refused_slow_frame],
  [/The video takes too long to convert\. Export a shorter clip\./y, m.refused_slow_video],
  [/The video needs too much memory\. Export it with a smaller picture\./y, m.refused_memory],
  [/The video's codec is not supported\. Export it as MP4 \(H\.264\)\./y, m.refused_codec],
  [
    /The picture measures (?<width>\d+) × (?<height>\d+) pixels; at least (?<least>\d+) on each side are needed\./y,
    ({ width = "", height = "", least = "" }) => m.refused_small({ width, height, least }),
  ],
  [
    /The picture measures (?<width>\d+) × (?<height>\d+) pixels, which is too large: up to 4K \(4096 × 2304\) is taken\. Export it smaller\./y,
    ({ width = "", height = "" }) => m.refused_large({ width, height }),
  ],
  [
    /The video has more than (?<most>\d+) frames\. Cut it into clips\./y,
    ({ most = "" }) => m.refused_frames({ most }),
  ],
  [
    /The video lasts (?<seconds>\d+) s; up to (?<most>\d+) s is taken\. Cut it into clips\./y,
    ({ seconds = "", most = "" }) => m.refused_long({ seconds, most }),
  ],
  [
    /The video has more than (?<most>\d+) frames per second\. Export it at a lower rate\./y,
    ({ most = "" }) => m.refused_rate({ most }),
  ],
  [/Its preparation was cancelled\./y, m.refused_cancelled],
  [/An unexpected error stopped this\. The log of the worker says more\./y, m.refused_unexpected],
  [
    /The worker died (?<times>\d+) times while doing this\./y,
    ({ times = "" }) => m.refused_died({ times }),
  ],
  [/The server's disk is full\. Free some space there, then try again\./y, m.error_disk_full],
  [
    /The project has no evaluation set \(no accepted video of the split test\), so nobody knows how good this checkpoint is\./y,
    m.doubt_no_set,
  ],
  [
    /The evaluation set has (?<count>\d+) videos, fewer than (?<least>\d+): its numbers are hardly more than chance\./y,
    ({ count = "", least = "" }) => m.doubt_small_set({ count, least }),
  ],
  [/This checkpoint has not been measured on the evaluation set\./y, m.doubt_unmeasured],
  [
    /The serving checkpoint (?<name>\S+) has not been measured on this set\./y,
    ({ name = "" }) => m.doubt_serving_unmeasured({ name }),
  ],
  [
    /It is worse than the serving one: (?<figures>.*?\))\./y,
    ({ figures = "" }) => m.doubt_worse({ figures }),
  ],
];

/** The text, sentence by sentence; from the first unknown one on as the server wrote it. */
export const translated = (text: string): string => {
  const said: string[] = [];
  let rest = text.trim();
  while (rest) {
    const next = first(rest);
    if (!next) break;
    said.push(next.said);
    rest = rest.slice(next.length).trimStart();
  }
  return [...said, rest].filter(Boolean).join(" ");
};

const first = (text: string): { readonly said: string; readonly length: number } | null => {
  for (const [words, say] of SENTENCES) {
    words.lastIndex = 0;
    const match = words.exec(text);
    if (match) return { said: say(match.groups ?? {}), length: match[0].length };
  }
  return null;
};
