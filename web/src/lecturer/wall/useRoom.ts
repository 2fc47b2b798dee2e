import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { connectLive, isSignOut } from "../../shared/live";
import { getExam, getLiveTicket, listAttempts, listViolations } from "../api";
import { heedSignOut } from "../auth";
import { keys } from "../queries";
import type { FrameFeed } from "./frames";
import { merged, sinceOf, type Room } from "./room";

/** Heartbeats come twice a minute; what cannot wait is told live. */
const LIVE_POLL_MS = 5000;
const POLL_MS = 3000;
/** With the live connection up, reading the list again only repairs what a broken line lost. */
const REPAIR_MS = 30_000;
const GATHER_MS = 300;

/** Everything that the room page shows, kept up to date; the live connection serves the feed, too. */
export function useRoom(examId: string, feed: FrameFeed) {
  const queries = useQueryClient();
  const live = useLive(examId, feed);
  const exam = useQuery({ queryKey: keys.exam(examId), queryFn: () => getExam(examId) });
  const room = useQuery({
    queryKey: keys.attempts(examId),
    queryFn: async () => {
      const known = queries.getQueryData<Room>(keys.attempts(examId));
      const since = sinceOf(known);
      return merged(known, await listAttempts(examId, since), since, Date.now());
    },
    refetchInterval: live ? LIVE_POLL_MS : POLL_MS,
    refetchIntervalInBackground: true,
  });
  const violations = useQuery({
    queryKey: keys.violations(examId),
    queryFn: () => listViolations(examId),
    refetchInterval: live ? REPAIR_MS : POLL_MS,
    refetchIntervalInBackground: true,
  });
  const ahead = room.data?.ahead ?? 0;
  useEffect(() => feed.setAhead(ahead), [feed, ahead]);
  return { exam, room, violations, live };
}

/** Ask for everybody, not only for what the students' own pages changed. */
export function useWholeRoom(examId: string): () => void {
  const queries = useQueryClient();
  return () => {
    queries.setQueryData<Room>(keys.attempts(examId), (room) => room && { ...room, partial: 99 });
    void queries.invalidateQueries({ queryKey: keys.attempts(examId) });
    void queries.invalidateQueries({ queryKey: keys.acts(examId) });
  };
}

function useLive(examId: string, feed: FrameFeed): boolean {
  const queries = useQueryClient();
  const [live, setLive] = useState(false);
  useEffect(() => {
    // A class of students makes many at once: one look at the lists serves them all.
    let timer: ReturnType<typeof setTimeout> | undefined;
    const readAgain = (violations: boolean) => {
      timer ??= setTimeout(() => {
        timer = undefined;
        queries.setQueryData<Room>(
          keys.attempts(examId),
          (room) => room && { ...room, partial: 99 },
        );
        void queries.invalidateQueries({ queryKey: keys.attempts(examId) });
        if (violations) void queries.invalidateQueries({ queryKey: keys.violations(examId) });
        else void queries.invalidateQueries({ queryKey: keys.acts(examId) });
      }, GATHER_MS);
    };
    const connection = connectLive({
      getTicket: () => getLiveTicket(examId),
      onLive: (on) => {
        setLive(on);
        if (on) feed.speakBy(connection.send);
      },
      onMessage: (message) => {
        // Whoever comes back may have missed anything.
        if (message.type === "signal") feed.receive(message);
        else if (message.type === "violation" || message.type === "subscribed") readAgain(true);
        else if (message.type === "room_changed") readAgain(false);
        else if (isSignOut(message)) void heedSignOut();
      },
    });
    return () => {
      connection.stop();
      clearTimeout(timer);
    };
  }, [examId, queries, feed]);
  return live;
}
