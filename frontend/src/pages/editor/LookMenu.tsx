/** Opens the ways to look closer; those that this browser does not have are not offered. */
import { ArrowLeftRight, Contrast, FileVideo, Layers, ScanEye } from "lucide-react";
import { useStore } from "zustand";
import type { Sight } from "@/frames/sight";
import { m } from "@/i18n";
import { IconButton } from "@/ui/Button";
import { Menu, MenuItem } from "@/ui/Menu";
import * as looking from "./commands/looking";
import { useDesk } from "./context";
import { useKeyboardSettings } from "./keyboard-settings";
import { spelled } from "./keys/spelled";
import { useSight } from "./useSight";

export const LookMenu = () => {
  const sight = useSight();
  return sight && <Choices sight={sight} />;
};

const Choices = ({ sight }: { readonly sight: Sight }) => {
  const desk = useDesk();
  const isPossible = useStore(sight.store, (state) => state.isPossible);
  const moves = useKeyboardSettings((state) => state.moves);
  const choices = [
    {
      icon: Contrast,
      text: m.frames_difference(),
      of: "difference",
      run: looking.toggleLook("difference"),
    },
    { icon: Layers, text: m.frames_onion(), of: "onion", run: looking.toggleLook("onion") },
    { icon: ArrowLeftRight, text: m.frames_flip(), of: "flip", run: looking.flip },
  ] as const;
  return (
    <Menu
      label={m.frames_looks()}
      placement="top end"
      trigger={<IconButton icon={ScanEye} label={m.frames_looks()} />}
    >
      {isPossible &&
        choices.map(({ icon, text, of, run }) => (
          <MenuItem
            key={text}
            icon={icon}
            text={text}
            detail={spelled(of, moves)}
            onAction={() => run(desk)}
          />
        ))}
      <MenuItem
        icon={FileVideo}
        text={m.frames_original()}
        detail={spelled("original", moves)}
        onAction={() => looking.toggleLook("original")(desk)}
      />
    </Menu>
  );
};
