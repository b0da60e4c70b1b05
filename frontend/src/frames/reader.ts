/**
 * Decodes single frames of a proxy with WebCodecs. Loaded lazily: it brings the demuxer along.
 * Every frame of a proxy is an I-frame, so frame k is packet k and needs no other.
 */
import { EncodedPacketSink, Input, MP4, UrlSource } from "mediabunny";
import type { FrameTable } from "@/domain/timeline";
import { frameOfMediaTime, seekTime } from "@/player/clock";

interface Waiting {
  readonly resolve: (frame: VideoFrame) => void;
  readonly reject: (reason: unknown) => void;
}

/** Bytes of the file that are kept beside the decoded frames. */
const CACHE_BYTES = 16 * 1024 * 1024;
const RETRIES = 2;

export class Reader {
  private readonly waiting = new Map<number, Waiting>();
  private readonly decoder: VideoDecoder;
  private trouble: unknown = null;
  private isClosed = false;

  private constructor(
    private readonly input: Input,
    private readonly sink: EncodedPacketSink,
    private readonly table: FrameTable,
    config: VideoDecoderConfig,
  ) {
    this.decoder = new VideoDecoder({
      output: (frame) => this.take(frame),
      error: (reason) => this.fail(reason),
    });
    this.decoder.configure(config);
  }

  /** Opens the proxy at `url`; throws when this browser cannot read or decode it. */
  static async open(url: string, table: FrameTable): Promise<Reader> {
    const source = new UrlSource(url, {
      maxCacheSize: CACHE_BYTES,
      getRetryDelay: (attempts) => (attempts < RETRIES ? 0.3 : null),
      handleUnhandledError: () => undefined,
    });
    const input = new Input({ source, formats: [MP4] });
    try {
      const track = await input.getPrimaryVideoTrack();
      const config = await track?.getDecoderConfig();
      if (!track || !config) throw new Error("the proxy has no video that can be decoded");
      return new Reader(input, new EncodedPacketSink(track), table, await fitting(config));
    } catch (error) {
      input.dispose();
      throw error;
    }
  }

  /** Frame `frame`, which the caller has to close. Several may be asked for at once. */
  async decode(frame: number): Promise<VideoFrame> {
    const packet = await this.sink.getKeyPacket(seekTime(this.table, frame));
    if (this.isClosed) throw new DOMException("closed", "AbortError");
    if (this.trouble) throw this.trouble;
    if (!packet || frameOfMediaTime(this.table, packet.timestamp) !== frame)
      throw new Error(`the proxy has no I-frame ${frame}`);
    const chunk = packet.toEncodedVideoChunk();
    return new Promise((resolve, reject) => {
      this.waiting.get(chunk.timestamp)?.reject(new Error(`frame ${frame} was asked for twice`));
      this.waiting.set(chunk.timestamp, { resolve, reject });
      this.decoder.decode(chunk);
      // Some decoders keep pictures back until they are told that nothing follows.
      this.decoder.flush().catch(() => undefined);
    });
  }

  close(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    if (this.decoder.state !== "closed") this.decoder.close();
    this.input.dispose();
    this.fail(new DOMException("closed", "AbortError"));
  }

  private take(frame: VideoFrame): void {
    const waiting = this.waiting.get(frame.timestamp);
    this.waiting.delete(frame.timestamp);
    if (waiting) waiting.resolve(frame);
    else frame.close();
  }

  private fail(reason: unknown): void {
    this.trouble ??= reason;
    for (const { reject } of this.waiting.values()) reject(reason);
    this.waiting.clear();
  }
}

/** In software where that exists: a hardware decoder stalls while many of its frames are kept. */
const fitting = async (config: VideoDecoderConfig): Promise<VideoDecoderConfig> => {
  const wanted = { ...config, optimizeForLatency: true };
  const software = { ...wanted, hardwareAcceleration: "prefer-software" } as const;
  if ((await VideoDecoder.isConfigSupported(software)).supported) return software;
  if ((await VideoDecoder.isConfigSupported(wanted)).supported) return wanted;
  throw new Error(`this browser decodes no ${config.codec}`);
};
