/** The files in a drop, those inside dropped folders too. */
import type { DirectoryDropItem, DropItem, FileDropItem } from "react-aria-components";

const VIDEO = /\.(mp4|m4v|mov|mkv|webm|avi|mpg|mpeg|ts|m2ts|wmv|flv|ogv|3gp|mxf)$/i;

/** Whether a file is worth sending; inside folders the others are left where they are. */
export const looksLikeVideo = (file: { readonly name: string; readonly type: string }): boolean =>
  file.type.startsWith("video/") || VIDEO.test(file.name);

const inside = async (folder: DirectoryDropItem): Promise<File[]> => {
  const files: File[] = [];
  for await (const entry of folder.getEntries()) {
    if (entry.kind === "directory") files.push(...(await inside(entry)));
    else files.push(await entry.getFile());
  }
  return files.filter(looksLikeVideo);
};

export const droppedFiles = async (items: readonly DropItem[]): Promise<readonly File[]> => {
  const files: File[] = [];
  for (const item of items) {
    if (item.kind === "file") files.push(await (item as FileDropItem).getFile());
    else if (item.kind === "directory") files.push(...(await inside(item as DirectoryDropItem)));
  }
  return files;
};
