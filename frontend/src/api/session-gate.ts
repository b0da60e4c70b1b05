/**
 * The door that opens in place when a session has expired: requests wait behind it, the person
 * signs in again in a dialog, and the requests go on. Nothing that was typed is lost.
 */
import { create } from "zustand";
import { handsAtRest } from "@/lib/hands";

/** `asked`: the session has expired, and the dialog waits until the person pauses. */
export type GateState = "closed" | "asked" | "waiting";

interface Gate {
  readonly state: GateState;
}

/** `waiting` while the sign-in dialog is open. */
export const useGate = create<Gate>(() => ({ state: "closed" }));

let waiting: { readonly promise: Promise<boolean>; readonly settle: (ok: boolean) => void } | null =
  null;

/** Asks the person to sign in; true once they have, false when they turn away. Callers share it. */
export const signInAgain = (): Promise<boolean> => {
  if (waiting) return waiting.promise;
  let settle: (ok: boolean) => void = () => undefined;
  const promise = new Promise<boolean>((resolve) => {
    settle = resolve;
  });
  const asked = { promise, settle };
  waiting = asked;
  useGate.setState({ state: "asked" });
  // A dialog that opens between two letters would swallow the rest of the word.
  void handsAtRest().then(() => {
    if (waiting === asked) useGate.setState({ state: "waiting" });
  });
  return promise;
};

/** Ends the waiting: `true` sends the requests again, `false` fails them with 401. */
export const settleSignIn = (ok: boolean): void => {
  waiting?.settle(ok);
  waiting = null;
  useGate.setState({ state: "closed" });
};

/** Calls back when the gate opens or closes; the answer stops it. For code outside React. */
export const onGate = (listener: (state: GateState) => void): (() => void) =>
  useGate.subscribe((gate) => listener(gate.state));
