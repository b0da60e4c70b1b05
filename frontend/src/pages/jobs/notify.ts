/** The computer's own notifications, for who waits in another window. Nobody gets them unasked. */
import { create } from "zustand";

const KEY = "telltale.notify";

const isPossible = (): boolean => "Notification" in window;

const isOn = (): boolean =>
  isPossible() && Notification.permission === "granted" && localStorage.getItem(KEY) === "on";

interface Notifying {
  readonly isPossible: boolean;
  readonly isOn: boolean;
  /** The person has told the browser never to show any. */
  readonly isRefused: boolean;
}

const look = (): Notifying => ({
  isPossible: isPossible(),
  isOn: isOn(),
  isRefused: isPossible() && Notification.permission === "denied",
});

export const useNotifying = create<Notifying>(look);

export const setNotifying = async (wanted: boolean): Promise<void> => {
  if (wanted && isPossible()) await Notification.requestPermission();
  localStorage.setItem(KEY, wanted ? "on" : "off");
  useNotifying.setState(look());
};

/** Two windows with the same `tag` show one. */
export const notify = (title: string, body: string, tag: string): void => {
  if (isOn() && document.hidden) new Notification(title, { body, tag });
};
