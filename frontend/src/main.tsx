import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { m } from "@/i18n";

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root");
createRoot(root).render(<StrictMode>{m.app_name()}</StrictMode>);
