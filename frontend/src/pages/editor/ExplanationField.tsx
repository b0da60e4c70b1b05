/** Why it looks fake, and in which language that is said. */
import { Label, TextArea, TextField } from "react-aria-components";
import type { Trace } from "@/domain/document";
import { TEXT_LIMIT } from "@/domain/trace";
import { LOCALES, m } from "@/i18n";
import { setExplanation } from "@/store/edits";
import { cx } from "@/ui/cx";
import { inputClass } from "@/ui/field";
import { Select } from "@/ui/Select";
import { useDesk } from "./context";
import { ExplanationHelp } from "./ExplanationHelp";
import { EXPLANATION_ID } from "./explanation-id";
import { BoundKey } from "./keys/BoundKey";

interface ExplanationFieldProps {
  readonly trace: Trace;
  readonly isLocked: boolean;
}

export const ExplanationField = ({ trace, isLocked }: ExplanationFieldProps) => {
  const { editor, bench } = useDesk();
  const { text, lang } = trace.explanation;
  const isNeeded = bench.options.project.require_explanation;
  const choose = (chosen: string): void => {
    editor.edit(setExplanation(trace.id, { lang: chosen }));
    // The next explanations begin in the same language.
    editor.set({ lang: chosen });
  };
  return (
    <TextField
      value={text}
      isDisabled={isLocked}
      onChange={(value) =>
        editor.edit(setExplanation(trace.id, { text: value }), `why ${trace.id}`)
      }
      onBlur={() => editor.settle()}
      maxLength={TEXT_LIMIT}
      className="flex flex-col gap-1.5"
    >
      <div className="flex items-center justify-between gap-2">
        <Label className="text-13 font-medium">
          {m.editor_explanation()}{" "}
          <span className="text-12 font-normal text-muted">
            {isNeeded ? m.editor_needed() : m.editor_optional()}
          </span>{" "}
          <BoundKey of="explain" />
        </Label>
        <Select
          label={m.editor_explanation_language()}
          isLabelHidden
          size="dense"
          className="w-26"
          isDisabled={isLocked}
          value={lang}
          choices={languages(lang)}
          onChange={choose}
        />
      </div>
      <TextArea
        id={EXPLANATION_ID}
        lang={lang}
        rows={3}
        placeholder={m.editor_explanation_hint()}
        className={cx(inputClass, "resize-y py-2 text-16 leading-relaxed")}
      />
      <ExplanationHelp trace={trace} isLocked={isLocked} />
    </TextField>
  );
};

/** The page's languages, and the one the text is in even if the page does not speak it. */
const languages = (lang: string) => {
  const known = LOCALES.map(({ locale, name }) => ({ key: locale as string, text: name }));
  return known.some(({ key }) => key === lang) ? known : [...known, { key: lang, text: lang }];
};
