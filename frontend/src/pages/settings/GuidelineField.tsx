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
  return (
    <div className="flex flex-col gap-2">
      {view === "write" ? (
        <TextField
          label={m.guideline_title()}
          help={m.guideline_help()}
          placeholder={m.guideline_example()}
          value={value}
          onChange={onChange}
          rows={12}
        />
      ) : (
        <div className="flex flex-col gap-1.5">
          <span className="text-13 font-medium">{m.guideline_title()}</span>
          <div className="min-h-72 rounded-md border border-line bg-sunken p-4">
            {value.trim() ? (
              <Markdown text={value} />
            ) : (
              <p className="text-13 text-muted">{m.guideline_empty()}</p>
            )}
          </div>
        </div>
      )}
      <Segmented<View>
        label={m.guideline_view()}
        choices={[
          { key: "write", text: m.write() },
          { key: "preview", text: m.preview() },
        ]}
        value={view}
        onChange={setView}
      />
    </div>
  );
};
