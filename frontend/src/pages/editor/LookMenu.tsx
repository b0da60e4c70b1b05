/** Opens the ways to look closer; those that this browser does not have are not offered. */
import { ArrowLeftRight, Contrast, FileVideo, Layers, ScanEye } from "lucide-react";
import { useStore } from "zustand";
import type { Sight } from "@/frames/sight";
import { m } from "@/i18n";
import { IconButton } from "@/ui/Button";
import { Menu, MenuItem } from "@/ui/Menu";
import * as looking from "./commands/looking";
import { useDesk } from "./context";
import { useSight } from "./useSight";

export const LookMenu = () => {
  const sight = useSight();
  return sight && <Choices sight={sight} />;
};

const Choices = ({ sight }: { readonly sight: Sight }) => {
  const desk = useDesk();
  const isPossible = useStore(sight.store, (state) => state.isPossible);
  const choices = [
    {
      icon: Contrast,
      text: m.frames_difference(),
      detail: "D",
      run: looking.toggleLook("difference"),
    },
    { icon: Layers, text: m.frames_onion(), detail: "Shift+D", run: looking.toggleLook("onion") },
    { icon: ArrowLeftRight, text: m.frames_flip(), detail: "`", run: looking.flip },
  ];
  return (
    <Menu
      label={m.frames_looks()}
      placement="top end"
      trigger={<IconButton icon={ScanEye} label={m.frames_looks()} />}
    >
      {isPossible &&
        choices.map(({ icon, text, detail, run }) => (
          <MenuItem key={text} icon={icon} text={text} detail={detail} onAction={() => run(desk)} />
        ))}
      <MenuItem
        icon={FileVideo}
        text={m.frames_original()}
        detail="Shift+U"
        onAction={() => looking.toggleLook("original")(desk)}
      />
    </Menu>
  );
};
