import { Link } from "@tanstack/react-router";
import { ArrowLeft } from "lucide-react";
import { m } from "@/i18n";

export const BackLink = ({ project }: { readonly project: string }) => (
  <Link
    to="/p/$project/models"
    params={{ project }}
    className="-mt-3 inline-flex items-center gap-1.5 self-start text-13 text-accent-text hover:underline"
  >
    <ArrowLeft aria-hidden size={14} />
    {m.models_title()}
  </Link>
);
