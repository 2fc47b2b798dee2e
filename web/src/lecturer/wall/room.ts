/** What is known of a room, brought up to date by what changed. */
import type { AttemptList } from "../../api/types";

export interface Room extends AttemptList {
  /** Milliseconds that the server's clock is ahead of this machine's. */
  ahead: number;
  /** How many times only the changes were asked for since everybody was. */
  partial: number;
}

/** Now and then everybody is asked for, in case a change slipped by. */
const PARTIAL_READS = 11;

/** From when on to ask for changes; undefined: ask for everybody. */
export function sinceOf(room: Room | undefined): number | undefined {
  return room && room.partial < PARTIAL_READS ? room.server_time_ms : undefined;
}

/** Put what was heard over what was known; `since` says what was asked. */
export function merged(
  room: Room | undefined,
  heard: AttemptList,
  since: number | undefined,
  now: number,
): Room {
  const ahead = heard.server_time_ms - now;
  if (!room || since === undefined) return { ...heard, ahead, partial: 0 };
  const changed = new Map(heard.items.map((one) => [one.attempt_id, one]));
  const known = new Set(room.items.map((one) => one.attempt_id));
  const items = [
    ...room.items.map((one) => changed.get(one.attempt_id) ?? one),
    ...heard.items.filter((one) => !known.has(one.attempt_id)),
  ];
  return { items, server_time_ms: heard.server_time_ms, ahead, partial: room.partial + 1 };
}
