import type { TextFieldProps } from "react-aria-components";

/** Has Ctrl or ⌘ with Enter send what a field holds, where elsewhere it submits the clip. */
export const sendingKey =
  (send: () => void): NonNullable<TextFieldProps["onKeyDown"]> =>
  (event) => {
    // The field keeps what it handles to itself: Esc must still lead back to the stage.
    if (event.code !== "Enter" || !(event.ctrlKey || event.metaKey))
      return event.continuePropagation();
    event.preventDefault();
    send();
  };
