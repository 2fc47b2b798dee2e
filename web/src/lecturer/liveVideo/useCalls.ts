import { useEffect, useMemo } from "react";
import { getLiveTicket } from "../api";
import { CallLine } from "./line";
import { Viewer } from "./viewer";

/** The line of an exam's calls, open while the page is. */
export function useCallLine(examId: string): CallLine {
  const line = useMemo(() => new CallLine(() => getLiveTicket(examId)), [examId]);
  useEffect(() => line.start(), [line]);
  return line;
}

/** One student's live picture, called while it is shown. */
export function useViewer(line: CallLine, attemptId: string): Viewer {
  const viewer = useMemo(() => new Viewer(attemptId, line), [line, attemptId]);
  useEffect(() => viewer.start(), [viewer]);
  return viewer;
}
