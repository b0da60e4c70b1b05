import { Download, Package } from "lucide-react";
import { isGoing } from "@/api/exports";
import { m } from "@/i18n";
import { Button, buttonClass } from "@/ui/Button";
import { Progress } from "@/ui/Progress";
import type { Folder } from "./useFolder";

interface FolderButtonProps {
  readonly name: string;
  readonly folder: Folder;
}

/** Packs a snapshot with its videos, shows how far that is, and gives the zip. */
export const FolderButton = ({ name, folder: { file, isAsking, ask } }: FolderButtonProps) => {
  if (file && isGoing(file.state)) {
    return (
      <Progress
        label={m.snapshot_folder_packing()}
        value={file.state === "queued" ? null : file.progress}
        className="w-40"
      />
    );
  }
  if (file?.url) {
    return (
      <a
        href={file.url}
        download
        aria-label={m.snapshot_folder_download_of({ name })}
        className={buttonClass("secondary", "dense")}
      >
        <Download aria-hidden size={15} />
        {m.snapshot_folder_download()}
      </a>
    );
  }
  return (
    <Button
      size="dense"
      icon={Package}
      aria-label={m.snapshot_folder_of({ name })}
      isPending={isAsking}
      onPress={ask}
    >
      {m.snapshot_folder()}
    </Button>
  );
};
