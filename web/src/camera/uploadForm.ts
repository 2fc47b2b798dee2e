import type { UploadPolicy } from "../api/types";
import type { Bundle } from "./frame";

/** Where a bundle lies: its prefix, the first frame's time, the page's count of uploads. */
export function frameKey(prefix: string, capturedMs: number, sequence: number): string {
  return `${prefix}${String(capturedMs).padStart(13, "0")}-${String(sequence).padStart(6, "0")}.mjpg`;
}

/** Capture times of the further frames, in milliseconds after the first; "" for one frame. */
export function frameOffsets(capturedMs: number[]): string {
  const [first = 0, ...further] = capturedMs;
  return further.map((time) => time - first).join(",");
}

/** The multipart form of a signed POST; S3 ignores every field that comes after the file. */
export function uploadForm(policy: UploadPolicy, bundle: Bundle, sequence: number): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(policy.fields)) form.set(name, value);
  form.set("key", frameKey(policy.key_prefix, bundle.capturedMs[0] ?? 0, sequence));
  form.set("Content-Type", policy.content_type);
  form.set("x-amz-meta-offsets", frameOffsets(bundle.capturedMs));
  form.set("file", new Blob([bundle.body], { type: policy.content_type }));
  return form;
}
