/** The editor under its two addresses: to label, and to review. */
import { useParams } from "@tanstack/react-router";
import { type ComponentType, lazy } from "react";

interface EditorPageProps {
  readonly project: string;
  readonly taskId: number;
  readonly mode: "label" | "review";
}

const found = import.meta.glob<{ EditorPage: ComponentType<EditorPageProps> }>(
  "../pages/editor/EditorPage.tsx",
);
const EditorPage = lazy(async () => {
  const load = found["../pages/editor/EditorPage.tsx"];
  if (!load) throw new Error("the editor is not part of this build");
  return { default: (await load()).EditorPage };
});

const Editor = ({ mode }: { readonly mode: "label" | "review" }) => {
  const { project = "", taskId = "" } = useParams({ strict: false });
  return (
    <EditorPage key={`${mode}-${taskId}`} project={project} taskId={Number(taskId)} mode={mode} />
  );
};

export const LabelRoute = () => <Editor mode="label" />;

export const ReviewRoute = () => <Editor mode="review" />;
