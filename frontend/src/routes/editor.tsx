/** The editor under its two addresses: to label, and to review. */
import { useParams } from "@tanstack/react-router";
import { EditorPage } from "@/pages/editor/EditorPage";

const Editor = ({ mode }: { readonly mode: "label" | "review" }) => {
  const { project = "", taskId = "" } = useParams({ strict: false });
  return (
    <EditorPage key={`${mode}-${taskId}`} project={project} taskId={Number(taskId)} mode={mode} />
  );
};

export const LabelRoute = () => <Editor mode="label" />;

export const ReviewRoute = () => <Editor mode="review" />;
