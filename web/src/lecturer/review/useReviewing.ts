import { notifications } from "@mantine/notifications";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import type { ReviewAct, ReviewedViolation } from "../../api/types";
import { useErrorText } from "../../i18n/useErrorText";
import { keys } from "../queries";
import { answerExplanation, reviewViolation, type AttemptName } from "./api";

/** An attempt or a camera, as far as it is changed here. */
interface Noted {
  violations: ReviewedViolation[];
}

/** Take steps in the review; what the server says stands. */
export function useReviewing(name: AttemptName, go: (violationId: string) => void) {
  const { t } = useTranslation("review");
  const queries = useQueryClient();
  const errorText = useErrorText();
  /** The violations that were acted on, the last one at the end. */
  const acted = useRef<string[]>([]);
  const key = keys.review(name.examId, name.attemptId);

  const store = (changed: ReviewedViolation) => {
    queries.setQueryData<Noted>(key, (old) => old && withViolation(old, changed));
    void queries.invalidateQueries({ queryKey: keys.violations(name.examId) });
  };
  const fail = (error: unknown) => {
    notifications.show({ color: "red", message: errorText(error), role: "alert" });
    // It may have merged with its neighbour meanwhile.
    void queries.invalidateQueries({ queryKey: key });
  };
  const steps = useMutation({
    mutationFn: ({ id, content }: { id: string; content: ReviewAct }) =>
      reviewViolation(name, id, content),
    onSuccess: (changed, { id, content }) => {
      store(changed);
      if (content.act === "note") notifications.show({ message: t("noteSaved") });
      else if (content.act === "undo") acted.current = acted.current.filter((one) => one !== id);
      else acted.current.push(id);
    },
    onError: fail,
  });
  const replies = useMutation({
    mutationFn: ({ id, text }: { id: string; text: string }) => answerExplanation(name, id, text),
    onSuccess: store,
    onError: fail,
  });
  return {
    act: (id: string, content: ReviewAct, done?: () => void) =>
      steps.mutate({ id, content }, { onSuccess: done }),
    reply: (id: string, text: string) => replies.mutate({ id, text }),
    /** Take the last step back, wherever it was, and show where. */
    undoLast: () => {
      const id = acted.current.at(-1);
      if (id === undefined || steps.isPending) return;
      go(id);
      steps.mutate({ id, content: { act: "undo", note: "" } });
    },
    pending: steps.isPending || replies.isPending,
  };
}

function withViolation(review: Noted, changed: ReviewedViolation): Noted {
  const violations = review.violations.map((one) =>
    one.violation_id === changed.violation_id ? changed : one,
  );
  return { ...review, violations };
}
