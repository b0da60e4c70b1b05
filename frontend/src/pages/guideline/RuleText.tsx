/** The rule of one category in words, the same on the card, in the sheet and on the page. */
import { CircleCheck, CircleX, Quote, Timer } from "lucide-react";
import type { ReactNode } from "react";
import type { Category } from "@/domain/taxonomy";
import { m } from "@/i18n";
import { RULES } from "@/store/rules";

export const RuleText = ({ category }: { readonly category: Category }) => {
  const rule = RULES[category];
  return (
    <>
      <p className="text-13">{rule.what()}</p>
      <dl className="flex flex-col gap-2 text-13">
        <Line icon={<CircleCheck size={15} className="text-good" />} title={m.rule_do()}>
          {rule.mark()}
        </Line>
        <Line icon={<CircleX size={15} className="text-bad" />} title={m.rule_not()}>
          {rule.not()}
        </Line>
        <Line icon={<Timer size={15} className="text-muted" />} title={m.rule_edge()}>
          {rule.edge()}
        </Line>
        <Line icon={<Quote size={15} className="text-muted" />} title={m.rule_example()}>
          {rule.example()}
        </Line>
      </dl>
    </>
  );
};

interface LineProps {
  readonly icon: ReactNode;
  readonly title: string;
  readonly children: ReactNode;
}

const Line = ({ icon, title, children }: LineProps) => (
  <div className="relative pl-6">
    <dt className="inline font-medium">
      <span aria-hidden className="absolute top-0.5 left-0">
        {icon}
      </span>
      {title}:{" "}
    </dt>
    <dd className="inline text-muted">{children}</dd>
  </div>
);
