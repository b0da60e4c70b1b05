/** What a person asks of an export, and the same wish as commands for a program. */
import type { ExportFormat, ExportOrder } from "@/api/exports";

export type Order = Required<Omit<ExportOrder, "project">>;

export const DEFAULT_ORDER: Order = {
  format: "jsonl",
  media: false,
  box: "union",
  first_frame_base: 0,
  style: "paper",
  coordinates: "pixels",
};

/** The body of the request: the options of other formats are left out. */
export const bodyOf = (project: string, order: Order): ExportOrder => {
  const { format, media, box, first_frame_base, style, coordinates } = order;
  const body = { project, format, media };
  if (format === "deeptrace") return { ...body, box, first_frame_base };
  return format === "sft" ? { ...body, style, coordinates } : body;
};

const FILES: Readonly<Record<ExportFormat, string>> = {
  jsonl: "export.jsonl",
  deeptrace: "all_data.json",
  sft: "sft.jsonl",
  parquet: "export.parquet",
};

/** Shell lines that order the export, wait for it and fetch it. */
export const curlOf = (origin: string, project: string, order: Order): string => {
  const api = `${origin}/api/v1`;
  const file = order.media ? "export.zip" : FILES[order.format];
  return [
    'auth="Authorization: Token $TELLTALE_TOKEN"',
    `id=$(curl -s -H "$auth" -H "Content-Type: application/json" \\`,
    `  -d '${JSON.stringify(bodyOf(project, order))}' \\`,
    `  ${api}/exports/ | jq -e .id) &&`,
    `until url=$(curl -s -H "$auth" ${api}/exports/$id/ | jq -er .url); do sleep 1; done &&`,
    `curl -o ${file} "${origin}$url"`,
  ].join("\n");
};

/** The same in Python with `requests`. */
export const pythonOf = (origin: string, project: string, order: Order): string => {
  const entries = Object.entries(bodyOf(project, order)).map(
    ([key, value]) =>
      `"${key}": ${typeof value === "boolean" ? (value ? "True" : "False") : JSON.stringify(value)}`,
  );
  return [
    "import os, time, requests",
    "",
    "http = requests.Session()",
    'http.headers["Authorization"] = f"Token {os.environ[\'TELLTALE_TOKEN\']}"',
    `api = "${origin}/api/v1"`,
    "",
    `asked = http.post(f"{api}/exports/", json={${entries.join(", ")}})`,
    "asked.raise_for_status()",
    "job = asked.json()",
    'while job["state"] in ("queued", "running"):',
    "    time.sleep(1)",
    `    job = http.get(f"{api}/exports/{job['id']}/").json()`,
    `data = requests.get(requests.compat.urljoin(api, job["url"])).content`,
  ].join("\n");
};
