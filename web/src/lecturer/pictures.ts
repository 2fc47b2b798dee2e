/** Pictures on their way from a file or the clipboard into a question. */
import { ApiError, OfflineError } from "../api/errors";
import type { ImportedPicture, Picture } from "../api/types";
import { picturesIn } from "../shared/formula/split";
import { PictureBook } from "../shared/pictures/book";
import { beginPictureUpload, keepPicture, locatePictures } from "./api";
import { fromBase64 } from "./files";

/** The pictures of every page of the lecturer's. */
export const pictures = new PictureBook({
  locate: async (ids) => (await locatePictures(ids)).addresses,
});

export const PICTURE_TYPES = ["image/png", "image/jpeg", "image/webp"] as const;
type PictureType = (typeof PICTURE_TYPES)[number];

const MAX_BYTES = 1024 * 1024;
const MAX_SIDE = 4096;
/** A picture that must be drawn anew is drawn no larger: enough for a page, in a few hundred kB. */
const DRAWN_SIDE = 1600;
const POST_TIMEOUT_MS = 60_000;

const isPictureType = (type: string): type is PictureType =>
  (PICTURE_TYPES as readonly string[]).includes(type);

/** The pictures among what was pasted or dropped. */
export function picturesAmong(items: DataTransfer | null): File[] {
  return [...(items?.files ?? [])].filter((file) => file.type.startsWith("image/"));
}

/**
 * Make a file fit: photographs are drawn anew, so that they are upright, small enough and without
 * the place where they were taken; drawings and screenshots stay as they are if they fit.
 *
 * @throws ApiError when the browser cannot read it as a picture.
 */
export async function fitPicture(file: Blob): Promise<Blob> {
  const bitmap = await createImageBitmap(file).catch(() => {
    throw new ApiError(400, "not_a_picture", "");
  });
  const { width, height } = bitmap;
  const fits = file.size <= MAX_BYTES && Math.max(width, height) <= MAX_SIDE;
  if (fits && isPictureType(file.type) && file.type !== "image/jpeg") return file;
  const scale = Math.min(1, (fits ? MAX_SIDE : DRAWN_SIDE) / Math.max(width, height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(width * scale));
  canvas.height = Math.max(1, Math.round(height * scale));
  canvas.getContext("2d")?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  const drawn = await new Promise<Blob | null>((resolve) =>
    // Browsers that write no WebP write PNG instead.
    canvas.toBlob(resolve, file.type === "image/jpeg" ? "image/jpeg" : "image/webp", 0.9),
  );
  if (!drawn) throw new ApiError(400, "not_a_picture", "");
  return drawn;
}

/** Upload a picture as it is; what it is called is made of its bytes. */
export async function uploadPicture(file: Blob): Promise<Picture> {
  if (!isPictureType(file.type)) throw new ApiError(400, "not_a_picture", "");
  const { upload_id, url, fields } = await beginPictureUpload(file.type);
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  form.set("file", file);
  const signal = AbortSignal.timeout(POST_TIMEOUT_MS);
  const answer = await fetch(url, { method: "POST", body: form, signal }).catch((cause: unknown) => {
    throw new OfflineError("no answer", { cause });
  });
  if (!answer.ok) throw new ApiError(answer.status, "internal_error", "");
  const kept = await keepPicture(upload_id);
  pictures.add(kept.picture_id, kept.url);
  return kept;
}

const blobOf = ({ content_base64, content_type }: ImportedPicture) =>
  new Blob([fromBase64(content_base64)], { type: content_type });

/** Show the pictures of a file that is only looked at. */
export function showImported(imported: ImportedPicture[]): void {
  for (const picture of imported) {
    pictures.add(picture.picture_id, URL.createObjectURL(blobOf(picture)));
  }
}

const AT_ONCE = 4;

/** Upload the pictures that some texts show; they keep their names, which are of their bytes. */
export async function keepImported(imported: ImportedPicture[], texts: string[]): Promise<void> {
  const wanted = picturesIn(texts);
  const waiting = imported.filter(({ picture_id }) => wanted.includes(picture_id));
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      await uploadPicture(blobOf(next));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}
