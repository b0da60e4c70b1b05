/** Lists that come in pages: `next` is an address that carries the cursor. */
import { infiniteQueryOptions } from "@tanstack/react-query";

export interface Page<Row> {
  readonly next?: string | null;
  readonly previous?: string | null;
  readonly results: readonly Row[];
}

/** The cursor inside a page's `next`; undefined on the last page. */
export const cursorOf = (next: string | null | undefined): string | undefined => {
  if (!next) return undefined;
  const query = next.indexOf("?");
  return new URLSearchParams(query < 0 ? "" : next.slice(query)).get("cursor") ?? undefined;
};

type FetchPage<Row> = (cursor: string | undefined, signal?: AbortSignal) => Promise<Page<Row>>;

/** Query options for a list that grows page by page. */
export const pagedQuery = <Row>(key: readonly unknown[], fetchPage: FetchPage<Row>) =>
  infiniteQueryOptions({
    queryKey: key,
    queryFn: ({ pageParam, signal }) => fetchPage(pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => cursorOf(page.next),
  });

const MOST_PAGES = 50;

/** Every row of a short list, such as the members of a project. */
export const everyRow = async <Row>(fetchPage: FetchPage<Row>): Promise<readonly Row[]> => {
  const rows: Row[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const found = await fetchPage(cursor);
    rows.push(...found.results);
    cursor = cursorOf(found.next);
    if (cursor === undefined) break;
  }
  return rows;
};
