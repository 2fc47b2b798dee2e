import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import type { Violation } from "../api/types";
import { getExam, getLiveTicket, listAttempts, listViolations } from "./api";
import { connectLive } from "../shared/live";
import { keys } from "./queries";

const POLL_MS = 5000;
/** With the live connection up, polling only repairs what a broken line may have lost. */
const REPAIR_MS = 30_000;
const GATHER_MS = 300;

/** Everything that the room page shows, kept up to date. */
export function useRoomData(examId: string, onNew: (violation: Violation) => void) {
  const live = useLive(examId);
  const exam = useQuery({ queryKey: keys.exam(examId), queryFn: () => getExam(examId) });
  const attempts = useQuery({
    queryKey: keys.attempts(examId),
    queryFn: () => listAttempts(examId),
    refetchInterval: POLL_MS,
  });
  const violations = useQuery({
    queryKey: keys.violations(examId),
    queryFn: () => listViolations(examId),
    refetchInterval: live ? REPAIR_MS : POLL_MS,
  });
  useTellNew(violations.data?.items, onNew);
  return { exam, attempts, violations, live };
}

function useLive(examId: string): boolean {
  const queries = useQueryClient();
  const [live, setLive] = useState(false);
  useEffect(() => {
    // A class of students makes many at once: one look at the list serves them all.
    let timer: ReturnType<typeof setTimeout> | undefined;
    const refetch = () => {
      timer ??= setTimeout(() => {
        timer = undefined;
        void queries.invalidateQueries({ queryKey: keys.violations(examId) });
        void queries.invalidateQueries({ queryKey: keys.attempts(examId) });
      }, GATHER_MS);
    };
    const connection = connectLive({
      getTicket: () => getLiveTicket(examId),
      onLive: setLive,
      onMessage: (message) => {
        if (message.type === "violation") refetch();
      },
    });
    return () => {
      connection.stop();
      clearTimeout(timer);
    };
  }, [examId, queries]);
  return live;
}

/** Tell each violation once, however it came; what was there at the start is not news. */
function useTellNew(items: Violation[] | undefined, onNew: (violation: Violation) => void): void {
  const known = useRef<Set<string> | null>(null);
  useEffect(() => {
    if (!items) return;
    const news = known.current ? items.filter((one) => !known.current?.has(one.violation_id)) : [];
    known.current = new Set(items.map((one) => one.violation_id));
    for (const violation of news.reverse()) onNew(violation);
  }, [items, onNew]);
}
