/** What each category means in work: what to mark, what not, where it begins and ends. */
import type { Category } from "@/domain/taxonomy";
import { m } from "@/i18n";

export interface Rule {
  what(): string;
  mark(): string;
  not(): string;
  /** Where it begins and ends. */
  edge(): string;
  /** An explanation as it should read. */
  example(): string;
}

export const RULES: Readonly<Record<Category, Rule>> = {
  object_distortion: {
    what: m.rule_od_what,
    mark: m.rule_od_do,
    not: m.rule_od_not,
    edge: m.rule_od_edge,
    example: m.rule_od_example,
  },
  sudden_blurring: {
    what: m.rule_sb_what,
    mark: m.rule_sb_do,
    not: m.rule_sb_not,
    edge: m.rule_sb_edge,
    example: m.rule_sb_example,
  },
  object_trajectory: {
    what: m.rule_tr_what,
    mark: m.rule_tr_do,
    not: m.rule_tr_not,
    edge: m.rule_tr_edge,
    example: m.rule_tr_example,
  },
  redundant_object: {
    what: m.rule_ro_what,
    mark: m.rule_ro_do,
    not: m.rule_ro_not,
    edge: m.rule_ro_edge,
    example: m.rule_ro_example,
  },
  object_merging: {
    what: m.rule_mg_what,
    mark: m.rule_mg_do,
    not: m.rule_mg_not,
    edge: m.rule_mg_edge,
    example: m.rule_mg_example,
  },
  object_splitting: {
    what: m.rule_sp_what,
    mark: m.rule_sp_do,
    not: m.rule_sp_not,
    edge: m.rule_sp_edge,
    example: m.rule_sp_example,
  },
  background_distortion: {
    what: m.rule_bd_what,
    mark: m.rule_bd_do,
    not: m.rule_bd_not,
    edge: m.rule_bd_edge,
    example: m.rule_bd_example,
  },
  object_disappearance: {
    what: m.rule_ds_what,
    mark: m.rule_ds_do,
    not: m.rule_ds_not,
    edge: m.rule_ds_edge,
    example: m.rule_ds_example,
  },
  unexpected_move: {
    what: m.rule_um_what,
    mark: m.rule_um_do,
    not: m.rule_um_not,
    edge: m.rule_um_edge,
    example: m.rule_um_example,
  },
};
