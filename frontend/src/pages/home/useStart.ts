/** Takes the next task and opens it. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { nextTask, type TaskPurpose, taskQuery } from "@/api/tasks";
import type { Task } from "@/api/types";

export const useStart = (project: string, purpose: TaskPurpose, onNone: () => void) => {
  const navigate = useNavigate();
  const queries = useQueryClient();
  return useMutation<Task | null>({
    mutationFn: () => nextTask(project, purpose),
    onSuccess: async (task) => {
      if (!task) {
        onNone();
        await queries.invalidateQueries({ queryKey: ["project", project] });
        return;
      }
      queries.setQueryData(taskQuery(task.id).queryKey, task);
      const params = { project, taskId: String(task.id) };
      await (purpose === "label"
        ? navigate({ to: "/p/$project/label/$taskId", params })
        : navigate({ to: "/p/$project/review/$taskId", params }));
    },
  });
};
