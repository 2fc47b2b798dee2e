import { Button, Group, Modal, Stack } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMediaQuery } from "@mantine/hooks";
import { notifications } from "@mantine/notifications";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ApiError } from "../../../api/errors";
import type { BankQuestion } from "../../../api/types";
import { useRequestKey } from "../../../shared/useRequestKey";
import { bankKeys, changeInBank, labelsOf, NO_LABELS, saveInBank } from "../../bank";
import { emptyExam, formErrors, type ExamValues } from "../../examForm";
import { newQuestion, questionContent, questionValues } from "../../questionForm";
import { QuestionEditor } from "../questions/QuestionEditor";
import { FormFault } from "./FormFault";
import { LabelsForm } from "./LabelsForm";

interface Props {
  /** The one to be changed; null: a new one. */
  found: BankQuestion | null;
  onClose: () => void;
}

/** Write a question of the bank, with the same editor as in an exam. */
export function BankQuestionDialog({ found, onClose }: Props) {
  const { t } = useTranslation(["lecturer", "common"]);
  const narrow = useMediaQuery("(max-width: 48em)");
  const queries = useQueryClient();
  const [labels, setLabels] = useState(found ? labelsOf(found) : NO_LABELS);
  const [initial] = useState<ExamValues>(() => ({
    ...emptyExam(0),
    questions: [found ? questionValues(found.question) : newQuestion()],
  }));
  const form = useForm<ExamValues>({ mode: "controlled", initialValues: initial });
  const keyOf = useRequestKey();
  const [question] = form.values.questions;
  const save = useMutation({
    mutationFn: async () => {
      if (!question) return;
      const content = questionContent(question);
      await (found ? changeInBank(found, content, labels) : saveInBank([{ content, level: null }], labels, keyOf([content, labels])));
    },
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: bankKeys.all });
      notifications.show({ message: t("bank.savedOne") });
      onClose();
    },
    onError: (error) => {
      if (!(error instanceof ApiError)) return;
      // The editor's fields are called as in an exam of one question.
      const problems = error.problems.map((problem) => ({
        ...problem,
        path: problem.path.replace(/^(?:items\[0\]\.)?question\b/, "questions[0]"),
      }));
      form.setErrors(formErrors(problems));
    },
  });
  if (!question) return null;
  const faults = JSON.stringify(form.errors);
  return (
    <Modal
      opened
      onClose={onClose}
      size="62rem"
      fullScreen={narrow}
      title={found ? t("bank.edit") : t("bank.new")}
      closeButtonProps={{ "aria-label": t("shell.close") }}
      closeOnClickOutside={false}
    >
      <Stack>
        <LabelsForm labels={labels} onChange={setLabels} />
        <QuestionEditor alone form={form} question={question} index={0} count={1} faults={faults} />
        <FormFault error={save.error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t("bank.cancel")}
          </Button>
          <Button loading={save.isPending} onClick={() => save.mutate()}>
            {t("form.save")}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
