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

/** Takes still pictures from a stream, without a visible element. */
export class FrameGrabber {
  readonly #video = document.createElement("video");
  readonly #canvas = document.createElement("canvas");

  constructor(stream: MediaStream) {
    this.#video.muted = true;
    this.#video.playsInline = true;
    this.#video.srcObject = stream;
    void this.#video.play().catch(() => undefined);
  }

  /** The picture of this moment as JPEG, or null while the camera still warms up. */
  async grab(quality: number): Promise<Blob | null> {
    const [width, height] = fitted(this.#video.videoWidth, this.#video.videoHeight);
    if (width === 0 || this.#video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) return null;
    this.#canvas.width = width;
    this.#canvas.height = height;
    this.#canvas.getContext("2d")?.drawImage(this.#video, 0, 0, width, height);
    return new Promise((resolve) => this.#canvas.toBlob(resolve, "image/jpeg", quality));
  }

  close(): void {
    this.#video.srcObject = null;
  }
}
