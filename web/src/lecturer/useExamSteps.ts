/** Steps of an exam, and what the page says and does after each. */
import { notifications } from "@mantine/notifications";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { ApiError } from "../api/errors";
import type { Exam, Problem } from "../api/types";
import { useErrorText } from "../i18n/useErrorText";
import { deleteExam, takeStep, type TakenStep } from "./api";
import { byQuestion } from "./missing";
import { keys } from "./queries";
import { useLackText } from "./useLackText";

const MAX_TOLD = 4;

/** Tell why a step was refused, with what the server names, question by question. */
export function useTellFault() {
  const { t } = useTranslation("lecturer");
  const errorText = useErrorText();
  const lackText = useLackText();
  const told = ([question, found]: [number | null, Problem[]]) => {
    const lacks = found.map(lackText).join(", ");
    return question === null ? lacks : `${t("form.question", { number: question })}: ${lacks}`;
  };
  return (error: unknown) => {
    const problems = byQuestion(error instanceof ApiError ? error.problems : []);
    const more = problems.length > MAX_TOLD ? " …" : "";
    notifications.show({
      color: "red",
      title: errorText(error),
      message: problems.slice(0, MAX_TOLD).map(told).join("; ") + more,
      role: "alert",
    });
  };
}

/** Take what the server answered for the exam from now on. */
export function useRememberExam(): (exam: Exam) => void {
  const queries = useQueryClient();
  return (exam) => {
    queries.setQueryData(keys.exam(exam.exam_id), exam);
    void queries.invalidateQueries({ queryKey: keys.exams });
  };
}

const DONE = {
  publish: "actions.published",
  withdraw: "actions.withdrawn",
  open: "actions.opened",
  close: "actions.closed",
  archive: "actions.archived",
  restore: "actions.restored",
  change_code: "actions.codeChanged",
} as const;

export function useStep() {
  const { t } = useTranslation("lecturer");
  const remember = useRememberExam();
  const tellFault = useTellFault();
  return useMutation({
    mutationFn: ({ examId, step }: { examId: string; step: TakenStep }) => takeStep(examId, step),
    onSuccess: (exam, { step }) => {
      remember(exam);
      notifications.show({ message: t(DONE[step]) });
    },
    onError: tellFault,
  });
}

export function useRemove() {
  const { t } = useTranslation("lecturer");
  const queries = useQueryClient();
  const navigate = useNavigate();
  const tellFault = useTellFault();
  return useMutation({
    mutationFn: deleteExam,
    onSuccess: async (_none, examId) => {
      await navigate("/");
      queries.removeQueries({ queryKey: keys.exam(examId) });
      void queries.invalidateQueries({ queryKey: keys.exams });
      notifications.show({ message: t("actions.deleted") });
    },
    onError: tellFault,
  });
}
