/** Files that come in and go out, as the API carries them. */
import type { ExportedFile, ImportFormat } from "../api/types";

export const MAX_FILE_BYTES = 4_000_000;
export const IMPORT_FORMATS: readonly ImportFormat[] = [
  "docx",
  "text",
  "xlsx",
  "moodle",
  "qti",
  "gift",
  "aiken",
];
export const ACCEPTED_FILES = ".docx,.txt,.xlsx,.xml,.zip,.gift,.aiken";

const BY_ENDING: Record<string, ImportFormat> = {
  docx: "docx",
  xlsx: "xlsx",
  zip: "qti",
  gift: "gift",
  aiken: "aiken",
};

/** The format of a file by its name, or of plain text by how it is laid out. */
export function guessFormat(name: string, text: string): ImportFormat {
  const ending = name.split(".").at(-1)?.toLowerCase() ?? "";
  const known = BY_ENDING[ending];
  if (known) return known;
  if (/<(?:\w+:)?assessmentItem\b/.test(text)) return "qti";
  if (ending === "xml" || /^\s*<\?xml|<quiz>/.test(text)) return "moodle";
  if (/^ANSWER:\s*[A-Z]\s*$/m.test(text)) return "aiken";
  // GIFT writes answers in braces, each after = or ~; so does no exam on paper.
  if (/[^\\]\{\s*(?:[=~#]|T\}|F\}|TRUE\}|FALSE\})/.test(text)) return "gift";
  return "text";
}

export async function toBase64(blob: Blob): Promise<string> {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  const parts: string[] = [];
  // In parts: one call takes only so many arguments.
  for (let at = 0; at < bytes.length; at += 0x8000) {
    parts.push(String.fromCharCode(...bytes.subarray(at, at + 0x8000)));
  }
  return btoa(parts.join(""));
}

export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}

/** Hand a file to the browser to be saved. */
export function download(name: string, blob: Blob): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // The browser reads it after this turn.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

export function saveFile({ file_name, content_type, content_base64 }: ExportedFile): void {
  download(file_name, new Blob([fromBase64(content_base64)], { type: content_type }));
}
