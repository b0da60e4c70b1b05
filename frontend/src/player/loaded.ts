/** Videos that are loaded before a stage shows them: whoever goes on sees the first frame at once. */
import type { Scope } from "@/lib/scope";

const loaded = new Map<string, HTMLVideoElement>();

/** Loads the video, and keeps it until it is taken or the scope ends. */
export const loadVideo = (source: string, scope: Scope): void => {
  const before = loaded.get(source);
  if (before) unloadVideo(before);
  const video = makeVideo(source);
  loaded.set(source, video);
  scope.defer(() => {
    // A stage that has taken it unloads it itself.
    if (loaded.get(source) !== video) return;
    loaded.delete(source);
    unloadVideo(video);
  });
};

/** The loaded video of this source, or a new one; to be unloaded by whoever takes it. */
export const takeVideo = (source: string): HTMLVideoElement => {
  const video = loaded.get(source);
  loaded.delete(source);
  return video && !video.error ? video : makeVideo(source);
};

/** Gives back what the video holds: a detached element keeps its decoder until it is collected. */
export const unloadVideo = (video: HTMLVideoElement): void => {
  video.remove();
  video.removeAttribute("src");
  video.load();
};

const makeVideo = (source: string): HTMLVideoElement => {
  const video = document.createElement("video");
  video.muted = true;
  video.playsInline = true;
  video.disablePictureInPicture = true;
  video.preload = "auto";
  video.src = source;
  return video;
};
