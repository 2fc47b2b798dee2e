import { Button, Text } from "@mantine/core";
import { modals } from "@mantine/modals";
import { notifications } from "@mantine/notifications";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { ApiError } from "../../api/errors";
import type { Exam, ExamSummary } from "../../api/types";
import { useErrorText } from "../../i18n/useErrorText";
import { closeRoom, deleteExam, openRoom } from "../api";
import { keys } from "../queries";

interface Props {
  exam: ExamSummary;
  /** With unsaved changes on the page, what would be opened is not what is seen. */
  disabled?: boolean;
}

/** Open or close the room, delete a draft; each asks first. */
export function ExamActions({ exam, disabled = false }: Props) {
  const { t } = useTranslation("lecturer");
  const open = useStep(openRoom, t("actions.opened"));
  const close = useStep(closeRoom, t("actions.closed"));
  const remove = useRemove();
  const ask = (title: string, text: string, confirm: string, onConfirm: () => void) =>
    modals.openConfirmModal({
      title,
      withCloseButton: false,
      children: <Text>{text}</Text>,
      labels: { confirm, cancel: t("actions.cancel") },
      onConfirm,
    });

  const askOpen = () =>
    ask(
      t("actions.openTitle"),
      t("actions.openText", { code: exam.room_code }),
      t("actions.open"),
      () => open.mutate(exam.exam_id),
    );
  const askClose = () =>
    ask(t("actions.closeTitle"), t("actions.closeText"), t("actions.close"), () =>
      close.mutate(exam.exam_id),
    );
  const askDelete = () =>
    ask(
      t("actions.deleteTitle"),
      t("actions.deleteText", { title: exam.title }),
      t("actions.delete"),
      () => remove.mutate(exam.exam_id),
    );

  if (exam.state === "open") {
    return (
      <Button variant="default" loading={close.isPending} onClick={askClose}>
        {t("actions.close")}
      </Button>
    );
  }
  return (
    <>
      {exam.state === "draft" && (
        <Button variant="default" loading={remove.isPending} onClick={askDelete}>
          {t("actions.delete")}
        </Button>
      )}
      <Button disabled={disabled} loading={open.isPending} onClick={askOpen}>
        {t("actions.open")}
      </Button>
    </>
  );
}

/** Tell why a step was refused, with every fault that the server names. */
function useTellFault() {
  const errorText = useErrorText();
  return (error: unknown) => {
    const problems = error instanceof ApiError ? error.problems : [];
    notifications.show({
      color: "red",
      title: errorText(error),
      message: problems.map((problem) => problem.message).join(" "),
      role: "alert",
    });
  };
}

function useStep(step: (examId: string) => Promise<Exam>, done: string) {
  const queries = useQueryClient();
  const tellFault = useTellFault();
  return useMutation({
    mutationFn: step,
    onSuccess: (exam) => {
      queries.setQueryData(keys.exam(exam.exam_id), exam);
      void queries.invalidateQueries({ queryKey: keys.exams });
      notifications.show({ message: done });
    },
    onError: tellFault,
  });
}

function useRemove() {
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
