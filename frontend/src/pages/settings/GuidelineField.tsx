/** The guideline as text, and as annotators will see it. */
import { useState } from "react";
import { m } from "@/i18n";
import { Markdown } from "@/ui/Markdown";
import { Segmented } from "@/ui/Segmented";
import { TextField } from "@/ui/TextField";

interface GuidelineFieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
}

type View = "write" | "preview";

export const GuidelineField = ({ value, onChange }: GuidelineFieldProps) => {
  const [view, setView] = useState<View>("write");
  const views = (
    <Segmented<View>
      label={m.guideline_view()}
      choices={[
        { key: "write", text: m.write() },
        { key: "preview", text: m.preview() },
      ]}
      value={view}
      onChange={setView}
    />
  );
  if (view === "write") {
    return (
      <TextField
        label={m.guideline_title()}
        help={m.guideline_help()}
        placeholder={m.guideline_example()}
        aside={views}
        value={value}
        onChange={onChange}
        rows={12}
      />
    );
  }
  return (
    <div className="flex flex-col gap-1.5">
      <div className="flex items-baseline justify-between gap-2">
        <span className="text-13 font-medium">{m.guideline_title()}</span>
        {views}
      </div>
      <div className="min-h-68 rounded-md border border-line bg-sunken p-4">
        {value.trim() ? (
          <Markdown text={value} />
        ) : (
          <p className="text-13 text-muted">{m.guideline_empty()}</p>
        )}
      </div>
    </div>
  );
};
