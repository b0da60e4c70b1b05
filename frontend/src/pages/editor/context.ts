/** Hands the desk to the parts of the page, and lets them watch the editor's state. */
import { createContext, useContext } from "react";
import { useStore } from "zustand";
import type { EditorState } from "@/store/editor";
import type { Desk } from "./desk";

export const DeskContext = createContext<Desk | null>(null);

export const useDesk = (): Desk => {
  const desk = useContext(DeskContext);
  if (!desk) throw new Error("no desk: render this inside the editor page");
  return desk;
};

/** Renders again when the selected part of the state changes. */
export const useEditor = <T>(selector: (state: EditorState) => T): T =>
  useStore(useDesk().editor.store, selector);
