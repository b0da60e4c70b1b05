/** The key of a command, as this person has it now: for hints beside buttons. */
import { Kbd } from "@/ui/Kbd";
import { useKeyboardSettings } from "../keyboard-settings";
import { type Spelled, spelled } from "./spelled";

export const BoundKey = ({ of }: { readonly of: Spelled }) => {
  const moves = useKeyboardSettings((state) => state.moves);
  const text = spelled(of, moves);
  return text ? <Kbd>{text}</Kbd> : null;
};
