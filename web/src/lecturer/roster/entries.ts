/** A class list as it is edited, before it is saved whole. */
import { ApiError } from "../../api/errors";
import type { Roster, RosterContent, RosterLineContent } from "../../api/types";

/** One student as edited; `pin` null keeps what `has_pin` says, "" takes it away. */
export interface Entry extends Required<Omit<RosterLineContent, "pin">> {
  pin: string | null;
  has_pin: boolean;
}

export const NEW_ENTRY: Entry = {
  student_number: "",
  student_name: "",
  class_name: "",
  extra_minutes: 0,
  extra_percent: 0,
  exempt: [],
  without_camera: "",
  pin: null,
  has_pin: false,
};

export function entriesOf(roster: Roster): Entry[] {
  return roster.entries.map(({ waiver, ...line }) => ({
    ...line,
    without_camera: waiver?.reason ?? "",
    pin: null,
  }));
}

export function entryOf(line: RosterLineContent): Entry {
  return { ...NEW_ENTRY, ...line, pin: line.pin ?? null, has_pin: Boolean(line.pin) };
}

export function contentOf(entries: readonly Entry[]): RosterContent {
  return {
    entries: entries.map((entry) => ({
      student_number: entry.student_number,
      student_name: entry.student_name,
      class_name: entry.class_name,
      extra_minutes: entry.extra_minutes,
      extra_percent: entry.extra_percent,
      exempt: entry.exempt,
      without_camera: entry.without_camera.trim(),
      pin: entry.pin,
    })),
  };
}

/** One number however it is typed, as the server reads it. */
export function foldNumber(number: string): string {
  return number.trim().toLowerCase();
}

/** Put a file's students into a list: known numbers are written anew in place, others follow. */
export function merge(entries: readonly Entry[], read: readonly Entry[]): Entry[] {
  const byNumber = new Map(read.map((entry) => [foldNumber(entry.student_number), entry]));
  const kept = entries.map((entry) => {
    const number = foldNumber(entry.student_number);
    const changed = byNumber.get(number);
    byNumber.delete(number);
    // A file without a PIN leaves the one that the student has.
    return changed ? { ...changed, has_pin: changed.has_pin || entry.has_pin } : entry;
  });
  return [...kept, ...byNumber.values()];
}

/** Put a file's students in the place of a list; those who stay keep the PIN that they have. */
export function replaceAll(entries: readonly Entry[], read: readonly Entry[]): Entry[] {
  const stay = new Set(read.map((entry) => foldNumber(entry.student_number)));
  const order = new Map(read.map((entry, at) => [foldNumber(entry.student_number), at]));
  const merged = merge(
    entries.filter((entry) => stay.has(foldNumber(entry.student_number))),
    read,
  );
  const place = (entry: Entry) => order.get(foldNumber(entry.student_number)) ?? 0;
  return merged.sort((one, other) => place(one) - place(other));
}

/** Those whose number, name or class holds what is looked for. */
export function search(entries: readonly Entry[], text: string): Entry[] {
  const wanted = text.trim().toLowerCase();
  return entries.filter((entry) =>
    [entry.student_number, entry.student_name, entry.class_name].some((field) =>
      field.toLowerCase().includes(wanted),
    ),
  );
}

/** The faults that the server names, each by its line's number from 1. */
export function faultsOf(error: unknown): { line: number; message: string }[] {
  if (!(error instanceof ApiError)) return [];
  return error.problems.flatMap(({ path, message }) => {
    const found = /^entries\[(\d+)\]/.exec(path);
    return found ? [{ line: Number(found[1]) + 1, message }] : [];
  });
}
