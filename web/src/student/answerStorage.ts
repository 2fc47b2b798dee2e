import { get, set } from "idb-keyval";
import type { AnswerStorage, PendingAnswer } from "./answers";

/** Unsent answers in IndexedDB, one record an attempt. */
export function answerStorage(attemptId: string): AnswerStorage {
  const key = `answers:${attemptId}`;
  return {
    load: async () => (await get<PendingAnswer[]>(key)) ?? [],
    save: (pending) => set(key, pending),
  };
}
