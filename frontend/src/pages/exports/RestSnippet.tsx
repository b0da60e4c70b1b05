/** The same export for a program. */
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { m } from "@/i18n";
import { Copyable } from "@/ui/Copyable";
import { Panel } from "@/ui/Panel";
import { Segmented } from "@/ui/Segmented";
import { curlOf, type Order, pythonOf } from "./order";

interface RestSnippetProps {
  readonly project: string;
  readonly order: Order;
}

type Tool = "curl" | "python";

export const RestSnippet = ({ project, order }: RestSnippetProps) => {
  const [tool, setTool] = useState<Tool>("curl");
  const write = tool === "curl" ? curlOf : pythonOf;
  return (
    <Panel
      title={m.rest_title()}
      aside={
        <Segmented<Tool>
          label={m.rest_title()}
          choices={[
            { key: "curl", text: "curl" },
            { key: "python", text: "Python" },
          ]}
          value={tool}
          onChange={setTool}
        />
      }
    >
      <div className="flex flex-col gap-3 p-4">
        <p className="text-13 text-muted">
          {m.rest_text()}{" "}
          <Link to="/tokens" className="text-accent-text underline underline-offset-2">
            {m.rest_token()}
          </Link>
        </p>
        <Copyable
          label={tool === "curl" ? m.rest_shell() : "Python"}
          text={write(window.location.origin, project, order)}
        />
      </div>
    </Panel>
  );
};
