/** The key of a command, as this person has it now: for hints beside buttons. */
import { Kbd } from "@/ui/Kbd";
import { BINDINGS } from "../bindings";
import { useKeyboardSettings } from "../keyboard-settings";
import { idOf, printedPlace } from "./moves";

interface BoundKeyProps {
  /** The chord of the table, as `idOf` writes it, such as "label/KeyA". */
  readonly of: string;
}

export const BoundKey = ({ of }: BoundKeyProps) => {
  const moves = useKeyboardSettings((state) => state.moves);
  const key = BINDINGS.flatMap((binding) =>
    binding.chords.map((chord) => ({ binding, chord })),
  ).find((each) => idOf(each) === of);
  const text = key ? printedPlace(key, moves) : "";
  return text ? <Kbd>{text}</Kbd> : null;
};
