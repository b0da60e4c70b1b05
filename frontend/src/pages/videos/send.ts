/** Sends one file in pieces by tus 1.0; loads the protocol when it is first needed. */
import type { DetailedError, Upload } from "tus-js-client";
import { csrfToken } from "@/api/client";
import { errorFrom } from "@/api/errors";
import { explain } from "@/api/explain";
import { signInAgain } from "@/api/session-gate";
import { getLocale } from "@/i18n";
import { Scope } from "@/lib/scope";
import type { Attributes } from "./AttributeFields";

const ENDPOINT = "/api/v1/uploads/";
const PIECE = 8 * 2 ** 20;
const RETRY_MS = [0, 1000, 3000, 5000, 10_000];
/** How long a stalled upload waits before it tries again by itself, in milliseconds. */
const GO_ON_MS = 15_000;

/** A cut connection (0), a lock or a wrong offset, a full house, a server that restarts. */
const isWorthAgain = (status: number): boolean =>
  [0, 409, 423, 429].includes(status) || status >= 500;

interface SendOptions {
  readonly file: File;
  readonly project: string;
  readonly attributes: Attributes;
  readonly onProgress: (sent: number) => void;
  readonly onStalled: () => void;
  readonly onSent: (video: number | null) => void;
  readonly onFailed: (reason: string) => void;
}

export interface Sending {
  /** Tries at once instead of waiting. */
  goOn(): void;
  stop(): void;
}

const metadataOf = ({ file, project, attributes }: SendOptions): Record<string, string> => {
  const given = Object.entries({ ...attributes, project, filename: file.name });
  return Object.fromEntries(given.filter(([, value]) => value !== ""));
};

const reasonOf = (error: Error | DetailedError): { status: number; text: string } => {
  const response = "originalResponse" in error ? error.originalResponse : null;
  if (!response) return { status: 0, text: "" };
  let body: unknown = null;
  try {
    body = JSON.parse(response.getBody());
  } catch {
    // A proxy's own page is no problem document: the status says enough.
  }
  return {
    status: response.getStatus(),
    text: explain(errorFrom(response.getStatus(), body)).text,
  };
};

export const send = (options: SendOptions): Sending => {
  const scope = new Scope();
  let upload: Upload | null = null;
  let isStalled = false;
  let video: number | null = null;

  const goOn = (): void => {
    if (!isStalled || scope.ended) return;
    isStalled = false;
    upload?.start();
  };

  const fail = async (error: Error | DetailedError): Promise<void> => {
    const { status, text } = reasonOf(error);
    if (scope.ended) return;
    if (status === 401 && (await signInAgain())) {
      upload?.start();
    } else if (isWorthAgain(status)) {
      isStalled = true;
      options.onStalled();
      scope.timeout(GO_ON_MS, goOn);
    } else {
      options.onFailed(text);
    }
  };

  const begin = async (): Promise<void> => {
    const tus = await import("tus-js-client");
    if (scope.ended) return;
    upload = new tus.Upload(options.file, {
      endpoint: ENDPOINT,
      chunkSize: PIECE,
      retryDelays: RETRY_MS,
      metadata: metadataOf(options),
      removeFingerprintOnSuccess: true,
      fingerprint: async (file) =>
        ["telltale", options.project, file.name, file.size, file.lastModified].join("|"),
      onBeforeRequest: (request) => {
        request.setHeader("X-CSRFToken", csrfToken());
        request.setHeader("Accept-Language", getLocale());
      },
      onAfterResponse: (_request, response) => {
        const id = response.getHeader("Telltale-Video");
        if (id) video = Number(id);
      },
      onShouldRetry: (error) => {
        const isPassing = isWorthAgain(error.originalResponse?.getStatus() ?? 0);
        if (isPassing) options.onStalled();
        return isPassing;
      },
      onProgress: options.onProgress,
      onSuccess: () => options.onSent(video),
      onError: (error) => void fail(error),
    });
    const [earlier] = await upload.findPreviousUploads();
    if (earlier) upload.resumeFromPreviousUpload(earlier);
    if (!scope.ended) upload.start();
  };

  begin().catch((error: unknown) => options.onFailed(explain(error).text));
  return {
    goOn,
    stop: () => {
      scope.end();
      // Told to the server too, so that the bytes do not wait for their expiry.
      void upload?.abort(true).catch(() => undefined);
    },
  };
};
