import { greys, THUMBNAIL } from "./changes";

/** Why the camera gives no picture. */
export type CameraFault = "denied" | "missing" | "busy" | "unsupported";

export class CameraError extends Error {
  constructor(readonly fault: CameraFault) {
    super(fault);
  }
}

const FAULTS: Partial<Record<string, CameraFault>> = {
  NotAllowedError: "denied",
  SecurityError: "denied",
  NotFoundError: "missing",
  OverconstrainedError: "missing",
  NotReadableError: "busy",
  AbortError: "busy",
};

/** Turn the camera on, with sound the microphone, too, if there is one. @throws CameraError */
export async function openCamera(sound: boolean): Promise<MediaStream> {
  // Browsers hide the camera from pages without TLS.
  if (!("mediaDevices" in navigator)) throw new CameraError("unsupported");
  try {
    const stream = await navigator.mediaDevices.getUserMedia({
      audio: sound && { echoCancellation: true, noiseSuppression: true },
      video: { width: { ideal: 640 }, height: { ideal: 480 }, facingMode: "user" },
    });
    // Silent until somebody listens, which the page then says.
    for (const track of stream.getAudioTracks()) track.enabled = false;
    return stream;
  } catch (error) {
    // A camera without a microphone is better than neither.
    if (sound) return openCamera(false);
    throw new CameraError((error instanceof Error && FAULTS[error.name]) || "busy");
  }
}

export function closeCamera(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}

/** Size of the picture that is sent: the long side at most `longest`, never enlarged. */
export function fitted(width: number, height: number, longest = 640): [number, number] {
  const scale = Math.min(1, longest / Math.max(width, height, 1));
  return [Math.round(width * scale), Math.round(height * scale)];
}

/** A picture of the camera, and what is compared with the next one. */
export interface Shot {
  jpeg: Blob;
  thumbnail: Uint8Array;
}

/** Takes still pictures from a stream, without a visible element. */
export class FrameGrabber {
  readonly #video = document.createElement("video");
  readonly #canvas = document.createElement("canvas");
  readonly #small = document.createElement("canvas");
  readonly #tiny = document.createElement("canvas");

  constructor(stream: MediaStream) {
    this.#video.muted = true;
    this.#video.playsInline = true;
    this.#video.srcObject = stream;
    void this.#video.play().catch(() => undefined);
  }

  /** The picture of this moment, or null while the camera still warms up. */
  async grab(quality: number): Promise<Shot | null> {
    if (!this.#draw(this.#canvas, 640)) return null;
    const thumbnail = this.#thumbnail();
    const jpeg = await toJpeg(this.#canvas, quality);
    return jpeg && { jpeg, thumbnail };
  }

  /** This moment small, for who looks; null while the camera still warms up. */
  async glimpse(longest: number, quality: number): Promise<Blob | null> {
    return this.#draw(this.#small, longest) ? toJpeg(this.#small, quality) : null;
  }

  #draw(canvas: HTMLCanvasElement, longest: number): boolean {
    const [width, height] = fitted(this.#video.videoWidth, this.#video.videoHeight, longest);
    if (width === 0 || this.#video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) return false;
    canvas.width = width;
    canvas.height = height;
    canvas.getContext("2d")?.drawImage(this.#video, 0, 0, width, height);
    return true;
  }

  #thumbnail(): Uint8Array {
    const { width, height } = THUMBNAIL;
    this.#tiny.width = width;
    this.#tiny.height = height;
    const context = this.#tiny.getContext("2d", { willReadFrequently: true });
    if (!context) return new Uint8Array();
    // Every point of the large picture counts, not one of forty.
    context.imageSmoothingQuality = "high";
    context.drawImage(this.#canvas, 0, 0, width, height);
    return greys(context.getImageData(0, 0, width, height).data);
  }

  close(): void {
    this.#video.srcObject = null;
  }
}

function toJpeg(canvas: HTMLCanvasElement, quality: number): Promise<Blob | null> {
  return new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", quality));
}
