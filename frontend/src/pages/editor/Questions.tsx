/** What the annotator asked and what the reviewer answered; each question leads to its place. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { CircleHelp, MessageCircleReply, Undo2 } from "lucide-react";
import { useEffect, useState } from "react";
import { answerQuestion, questionsQuery, sawAnswers, withdrawQuestion } from "@/api/questions";
import type { Question } from "@/api/types";
import { m } from "@/i18n";
import { Badge } from "@/ui/Badge";
import { Button, IconButton } from "@/ui/Button";
import { InlineError } from "@/ui/Panel";
import { TextField } from "@/ui/TextField";
import { showPlace } from "./commands/comments";
import { useDesk } from "./context";

export const QUESTIONS_ID = "questions";

export const Questions = () => {
  const desk = useDesk();
  const { task } = desk.bench.options;
  const { data = [] } = useQuery(questionsQuery(task.id));
  const queries = useQueryClient();
  const first = data.find(desk.isReview ? isOpen : isNews);
  const isRead = !desk.isReview && first !== undefined;
  useEffect(() => {
    if (!first) return;
    // The reviewer begins where somebody waits for an answer, whoever asked where there is one.
    const { frame } = desk.editor.state;
    if (frame === 0 || frame === first.frame) showPlace(desk, first);
  }, [desk, first]);
  useEffect(() => {
    if (!isRead) return;
    sawAnswers(task.id)
      .then(() => queries.invalidateQueries({ queryKey: ["tasks"] }))
      .catch(() => undefined);
  }, [isRead, queries, task.id]);
  if (data.length === 0) return null;
  return (
    <section
      id={QUESTIONS_ID}
      aria-label={m.editor_questions()}
      className="border-b border-line bg-accent-soft/60 px-4 py-3"
    >
      <h2 className="flex items-center gap-2 pb-1.5 text-13 font-semibold">
        <CircleHelp aria-hidden size={16} className="text-accent-text" /> {m.editor_questions()}
      </h2>
      <ul className="flex flex-col gap-2">
        {data.map((question) => (
          <li key={question.id}>
            <Asked question={question} />
          </li>
        ))}
      </ul>
    </section>
  );
};

const isOpen = ({ answer }: Question): boolean => answer === "";

/** News for whoever asked, and only for them. */
const isNews = ({ answer, seen }: Question): boolean => answer !== "" && !seen;

const Asked = ({ question }: { readonly question: Question }) => {
  const desk = useDesk();
  const { id, text, frame, author, answer } = question;
  return (
    <div className="flex flex-col gap-1.5">
      <div className="flex items-start gap-1">
        <button
          type="button"
          onClick={() => showPlace(desk, question)}
          className="-mx-2 flex min-w-0 flex-1 cursor-pointer flex-col gap-0.5 rounded-md px-2 py-1 text-left hover:bg-hover"
        >
          <span className="text-13">{text}</span>
          <span className="numeric text-12 text-muted">
            {[author, frame === null ? null : m.editor_comment_at({ frame })]
              .filter(Boolean)
              .join(" · ")}
          </span>
        </button>
        {!desk.isReview && answer === "" && <TakeBack id={id} />}
      </div>
      {answer !== "" && (
        <p className="flex gap-2 text-13">
          <MessageCircleReply aria-hidden size={15} className="mt-0.5 shrink-0 text-good" />
          <span className="sr-only">{m.editor_answer()}: </span>
          <span className="min-w-0 flex-1 wrap-anywhere">{answer}</span>
          {!desk.isReview && isNews(question) && <Badge tone="good">{m.editor_answer_new()}</Badge>}
        </p>
      )}
      {answer === "" && !desk.isReview && (
        <p className="text-12 text-muted">{m.editor_question_waits()}</p>
      )}
      {desk.isReview && answer === "" && <Answer id={id} />}
    </div>
  );
};

const useChange = <T,>(change: (given: T) => Promise<unknown>) => {
  const { task } = useDesk().bench.options;
  const queries = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSettled: () => queries.invalidateQueries(questionsQuery(task.id)),
  });
};

const TakeBack = ({ id }: { readonly id: number }) => {
  const { task } = useDesk().bench.options;
  const withdraw = useChange(() => withdrawQuestion(task.id, id));
  return (
    <IconButton
      icon={Undo2}
      size="dense"
      label={m.editor_question_take_back()}
      isDisabled={withdraw.isPending}
      onPress={() => withdraw.mutate(undefined)}
    />
  );
};

const Answer = ({ id }: { readonly id: number }) => {
  const { task } = useDesk().bench.options;
  const [text, setText] = useState("");
  const send = useChange(() => answerQuestion(task.id, id, text.trim()));
  return (
    <form
      className="flex flex-col gap-1.5"
      onSubmit={(event) => {
        event.preventDefault();
        send.mutate(undefined);
      }}
    >
      <TextField label={m.editor_answer()} value={text} onChange={setText} rows={2} />
      <InlineError error={send.error} />
      <Button
        type="submit"
        size="dense"
        className="self-end"
        isDisabled={text.trim() === ""}
        isPending={send.isPending}
      >
        {m.editor_answer_send()}
      </Button>
    </form>
  );
};
