/** The picture of a student card: taken from the running camera, and handed in. */
import { sleep } from "../../api/backoff";
import { ApiError, OfflineError } from "../../api/errors";
import { fitted } from "../../camera/capture";
import { postForm } from "../../camera/uploader";
import type { AttemptApi } from "../api";
import { cardCut } from "./cardFrame";

/** Enough to read a name; 300 kB at the most. */
const LONGEST = 1000;
const QUALITY = 0.85;
/** For a card that is all fine print: as the server takes it in. */
const COARSE = 0.6;
const MOST_BYTES = 400 * 1024;
const MOST_TRIES = 30;
const TRY_MS = 100;

/** Ask the camera for more than faces need, while a card is held into it; some have no more. */
export async function askForDetail(stream: MediaStream, more: boolean): Promise<void> {
  const [width, height] = more ? [1280, 960] : [640, 480];
  const wanted = { width: { ideal: width }, height: { ideal: height }, facingMode: "user" };
  const [track] = stream.getVideoTracks();
  await track?.applyConstraints(wanted).catch(() => undefined);
}

/** The part of the camera's picture that lies in the frame; null: the camera gives none. */
export async function takeCard(video: HTMLVideoElement): Promise<Blob | null> {
  // Whoever presses at once does not press twice: a picture is there within a moment.
  for (let tries = 0; !showsPicture(video); tries++) {
    if (tries === MOST_TRIES) return null;
    await sleep(TRY_MS);
  }
  const { videoWidth, videoHeight } = video;
  const cut = cardCut(videoWidth, videoHeight);
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = fitted(cut.width, cut.height, LONGEST);
  canvas
    .getContext("2d")
    ?.drawImage(video, cut.left, cut.top, cut.width, cut.height, 0, 0, canvas.width, canvas.height);
  const fine = await toJpeg(canvas, QUALITY);
  return fine && fine.size > MOST_BYTES ? toJpeg(canvas, COARSE) : fine;
}

function showsPicture(video: HTMLVideoElement): boolean {
  return video.videoWidth > 0 && video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA;
}

function toJpeg(canvas: HTMLCanvasElement, quality: number): Promise<Blob | null> {
  return new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", quality));
}

type CardApi = Pick<AttemptApi, "beginCardUpload" | "keepCard">;

/**
 * Hand the picture in; that one was handed in before, on another page, is as good.
 *
 * @throws ApiError, OfflineError
 */
export async function sendCard(api: CardApi, jpeg: Blob, post = postForm): Promise<void> {
  try {
    const { upload_id, url, fields } = await api.beginCardUpload();
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.set(name, value);
    form.set("file", jpeg);
    const status = await post(url, form).catch((cause: unknown) => {
      throw new OfflineError("no answer", { cause });
    });
    if (status >= 300) throw new ApiError(status, "internal_error", "");
    await api.keepCard(upload_id);
  } catch (error) {
    if (!(error instanceof ApiError && error.code === "card_kept")) throw error;
  }
}
