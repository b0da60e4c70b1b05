/** Chooses files and says what is known about them; the import itself goes on in the tray. */
import { FileVideo, FolderOpen, Upload, X } from "lucide-react";
import { useEffect, useState } from "react";
import { DropZone, FileTrigger } from "react-aria-components";
import { m } from "@/i18n";
import { formatBytes } from "@/i18n/format";
import { Button, IconButton } from "@/ui/Button";
import { Dialog } from "@/ui/Dialog";
import { AttributeFields, NO_ATTRIBUTES } from "./AttributeFields";
import { droppedFiles, looksLikeVideo } from "./dropped";
import { addUploads } from "./uploads";

interface ImportDialogProps {
  readonly project: string;
  /** The files dropped on the page, perhaps none; null while the dialog is closed. */
  readonly files: readonly File[] | null;
  readonly onClose: () => void;
}

const identity = (file: File): string => `${file.name}|${file.size}|${file.lastModified}`;

export const ImportDialog = ({ project, files: given, onClose }: ImportDialogProps) => {
  const [files, setFiles] = useState<readonly File[]>([]);
  const [attributes, setAttributes] = useState(NO_ATTRIBUTES);
  useEffect(() => {
    if (given) setFiles(given);
  }, [given]);
  const add = (added: readonly File[]): void =>
    setFiles((before) => {
      const known = new Set(before.map(identity));
      return [...before, ...added.filter((file) => !known.has(identity(file)))];
    });
  const begin = (): void => {
    addUploads(project, files, attributes);
    setAttributes(NO_ATTRIBUTES);
    setFiles([]);
    onClose();
  };
  const size = files.reduce((sum, file) => sum + file.size, 0);
  return (
    <Dialog
      title={m.import_videos()}
      isOpen={given !== null}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{m.cancel()}</Button>
          <Button look="primary" icon={Upload} isDisabled={files.length === 0} onPress={begin}>
            {files.length === 0 ? m.import_videos() : m.import_count({ count: files.length })}
          </Button>
        </>
      }
    >
      <DropZone
        onDrop={async ({ items }) => add(await droppedFiles(items))}
        className="focus-ring flex flex-col items-center gap-3 rounded-md border border-dashed border-control bg-sunken px-4 py-6 text-center data-drop-target:border-accent data-drop-target:bg-accent-soft"
      >
        <FileVideo aria-hidden size={24} strokeWidth={1.5} className="text-muted" />
        <p className="text-13 text-muted">{m.import_drop()}</p>
        <div className="flex flex-wrap justify-center gap-2">
          <FileTrigger
            allowsMultiple
            acceptedFileTypes={["video/*", ".mkv", ".mov"]}
            onSelect={(chosen) => add([...(chosen ?? [])])}
          >
            <Button icon={FileVideo}>{m.import_files()}</Button>
          </FileTrigger>
          <FileTrigger
            acceptDirectory
            onSelect={(chosen) => add([...(chosen ?? [])].filter(looksLikeVideo))}
          >
            <Button icon={FolderOpen}>{m.import_folder()}</Button>
          </FileTrigger>
        </div>
      </DropZone>
      {files.length > 0 && (
        <div className="flex flex-col gap-2">
          <p className="numeric text-12 text-muted">
            {m.import_chosen({ count: files.length, size: formatBytes(size) })}
          </p>
          <ul className="max-h-36 overflow-y-auto rounded-md border border-line">
            {files.map((file) => (
              <li
                key={identity(file)}
                className="flex items-center gap-2 border-b border-line py-0.5 pr-1 pl-3 text-13 last:border-0"
              >
                <span className="min-w-0 flex-1 truncate">{file.name}</span>
                <span className="numeric text-12 text-muted">{formatBytes(file.size)}</span>
                <IconButton
                  icon={X}
                  label={m.upload_remove()}
                  size="dense"
                  onPress={() => setFiles(files.filter((other) => other !== file))}
                />
              </li>
            ))}
          </ul>
        </div>
      )}
      <fieldset className="flex flex-col gap-3 border-t border-line pt-4">
        <legend className="float-left mb-1 text-13 font-semibold">{m.import_attributes()}</legend>
        <p className="clear-both text-12 text-muted">{m.import_attributes_help()}</p>
        <AttributeFields value={attributes} onChange={setAttributes} />
      </fieldset>
    </Dialog>
  );
};
