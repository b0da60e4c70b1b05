import { m } from "@/i18n";
import { Button } from "@/ui/Button";

interface ShowMoreProps {
  readonly list: {
    readonly hasNextPage: boolean;
    readonly isFetchingNextPage: boolean;
    fetchNextPage(): unknown;
  };
}

/** The next page of a list, where there is one. */
export const ShowMore = ({ list }: ShowMoreProps) =>
  list.hasNextPage ? (
    <Button
      look="quiet"
      className="m-2 self-center"
      isPending={list.isFetchingNextPage}
      onPress={() => void list.fetchNextPage()}
    >
      {m.show_more()}
    </Button>
  ) : null;
