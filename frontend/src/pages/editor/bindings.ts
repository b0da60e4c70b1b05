/** The keyboard, one row per command. The help sheet is this table: no key acts in silence. */

import type { Row } from "./bindings/row";
import { PLAY, TIME } from "./bindings/time";
import { BOX, FILTER, SUGGEST, TRACE } from "./bindings/traces";
import { VIEW } from "./bindings/view";
import { WORK } from "./bindings/work";
import type { Binding, Group } from "./keymap";

const grouped = (group: Group, rows: readonly Row[]): readonly Binding[] =>
  rows.map((row) => ({ ...row, group }));

export const BINDINGS: readonly Binding[] = [
  ...grouped("play", PLAY),
  ...grouped("time", TIME),
  ...grouped("box", BOX),
  ...grouped("trace", TRACE),
  ...grouped("suggest", [...SUGGEST, FILTER]),
  ...grouped("view", VIEW),
  ...grouped("work", WORK),
];
