import { useEffect, useState, useSyncExternalStore } from "react";
import { listFrames } from "../api";
import { FrameFeed, loadNewest, loadUpload, type Frame } from "./frames";

/** The newest pictures of the students in sight; `watch` says who that is. */
export function useFrames(examId: string): FrameFeed {
  const [feed] = useState(
    () =>
      new FrameFeed({
        list: (attemptIds) => listFrames(examId, attemptIds),
        load: loadUpload,
        loadNewest,
        toUrl: (picture) => URL.createObjectURL(new Blob([picture], { type: "image/jpeg" })),
        forget: (url) => URL.revokeObjectURL(url),
        isSeen: () => !document.hidden,
      }),
  );
  useEffect(() => {
    feed.start();
    return () => feed.stop();
  }, [feed]);
  return feed;
}

export function useFrame(feed: FrameFeed, attemptId: string): Frame | undefined {
  // Each card is drawn anew for its own picture alone.
  return useSyncExternalStore(feed.frames.subscribe, () => feed.frames.get().get(attemptId));
}
