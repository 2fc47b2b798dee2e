/** What is reviewed: an attempt, or what a room's camera saw. */
import { createContext, useContext } from "react";
import type { AttemptReview, CameraReview } from "../../api/types";

/** What the review needs to know of either. */
export type Reviewable = Pick<
  AttemptReview,
  | "violations"
  | "events"
  | "answers"
  | "ranges"
  | "started_at"
  | "submitted_at"
  | "server_time_ms"
>;

/** A camera answers nothing and hands in nothing; nobody in its pictures has a range of their own. */
export function asReviewable({ violations, server_time_ms }: CameraReview): Reviewable {
  return {
    violations,
    server_time_ms,
    events: [],
    answers: [],
    ranges: [],
    started_at: null,
    submitted_at: null,
  };
}

/** Whether the pictures are a room's: no face in them is the student's. */
export const Room = createContext(false);

export const useIsRoom = () => useContext(Room);
