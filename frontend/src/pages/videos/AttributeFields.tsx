/** What people say about a video: the same fields at import and afterwards. */
import type { Video } from "@/api/types";
import { m } from "@/i18n";
import { labelName, splitName } from "@/i18n/names";
import { Select } from "@/ui/Select";
import { TextField } from "@/ui/TextField";

export interface Attributes {
  readonly label: NonNullable<Video["label"]>;
  readonly generator: string;
  readonly prompt: string;
  readonly split: string;
  readonly group: string;
}

export const NO_ATTRIBUTES: Attributes = {
  label: "unknown",
  generator: "",
  prompt: "",
  split: "",
  group: "",
};

interface AttributeFieldsProps {
  readonly value: Attributes;
  readonly onChange: (value: Attributes) => void;
}

const NO_SPLIT = "none";

export const AttributeFields = ({ value, onChange }: AttributeFieldsProps) => {
  const set = <Key extends keyof Attributes>(key: Key, next: Attributes[Key]): void =>
    onChange({ ...value, [key]: next });
  return (
    <div className="grid grid-cols-1 gap-4 tablet:grid-cols-2">
      <Select
        label={m.field_label()}
        choices={(["fake", "real", "unknown"] as const).map((key) => ({
          key,
          text: labelName(key),
        }))}
        value={value.label}
        onChange={(key) => set("label", key)}
      />
      <Select
        label={m.field_split()}
        choices={[
          { key: NO_SPLIT, text: m.split_none() },
          ...["train", "val", "test"].map((key) => ({ key, text: splitName(key) })),
        ]}
        value={value.split || NO_SPLIT}
        onChange={(key) => set("split", key === NO_SPLIT ? "" : key)}
      />
      <TextField
        label={m.field_generator()}
        placeholder={m.field_generator_example()}
        value={value.generator}
        onChange={(next) => set("generator", next)}
      />
      <TextField
        label={m.field_group()}
        placeholder={m.field_group_example()}
        value={value.group}
        onChange={(next) => set("group", next)}
      />
      <TextField
        label={m.field_prompt()}
        value={value.prompt}
        onChange={(next) => set("prompt", next)}
        rows={3}
        className="tablet:col-span-2"
      />
    </div>
  );
};
