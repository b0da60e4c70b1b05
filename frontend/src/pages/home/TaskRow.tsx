/** A task in a list of the home page: its picture, its number, and what there is to say of it. */
import type { ReactNode } from "react";
import type { Task } from "@/api/types";
import { m } from "@/i18n";
import { Poster } from "@/ui/Poster";

interface TaskRowProps {
  readonly task: Task;
  readonly children: ReactNode;
}

export const TaskRow = ({ task, children }: TaskRowProps) => (
  <li className="flex items-start gap-4 border-b border-line p-4 last:border-0">
    <Poster
      url={task.video.poster_url}
      className="aspect-video w-28 tablet:w-36 shrink-0 rounded-md"
    />
    <div className="flex min-w-0 flex-1 flex-col gap-2">
      <h3 className="text-13 font-medium">{m.task_number({ id: task.id })}</h3>
      {children}
    </div>
  </li>
);
