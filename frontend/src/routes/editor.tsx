/** The editor under its two addresses: to label, and to review. */
import { useParams, useSearch } from "@tanstack/react-router";
import { EditorPage } from "@/pages/editor/EditorPage";
import { placeOf } from "./place";

const Editor = ({ mode }: { readonly mode: "label" | "review" }) => {
  const { project = "", taskId = "" } = useParams({ strict: false });
  const place = placeOf(useSearch({ strict: false }));
  return (
    <EditorPage
      key={`${mode}-${taskId}`}
      project={project}
      taskId={Number(taskId)}
      mode={mode}
      place={place}
    />
  );
};

export const LabelRoute = () => <Editor mode="label" />;

export const ReviewRoute = () => <Editor mode="review" />;
