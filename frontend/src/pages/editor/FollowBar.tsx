/** Over the picture while a box is followed: how far it is, and the way to end it. */
import { useStore } from "zustand";
import type { Following } from "@/follow/following";
import { m } from "@/i18n";
import { Button } from "@/ui/Button";
import { Progress } from "@/ui/Progress";
import { useDesk } from "./context";

export const FollowBar = () => {
  const following = useStore(useDesk().bench.parts, (parts) => parts.following);
  return following && <Bar following={following} />;
};

const Bar = ({ following }: { readonly following: Following }) => {
  const now = useStore(following.store, (state) => state.now);
  if (!now) return null;
  const { from, last, frame } = now;
  return (
    <div
      data-testid="following"
      className="absolute inset-x-0 bottom-14 z-10 mx-auto flex w-80 max-w-[calc(100%-2rem)] items-center gap-3 rounded-md border border-line bg-raised p-3 shadow-overlay"
    >
      <Progress
        label={m.frames_follow_progress({ frame, last })}
        value={last > from ? (frame - from) / (last - from) : null}
        className="flex-1"
      />
      <Button size="dense" onPress={() => following.cancel()}>
        {m.frames_follow_cancel()}
      </Button>
    </div>
  );
};
