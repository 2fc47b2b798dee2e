import { Button, Group, Modal, Stack, Text, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation } from "@tanstack/react-query";
import { useState, type SubmitEvent } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import type { ExamSummary } from "../../api/types";
import { fromLocalField, toLocalField, zoneOffset } from "../../shared/zones";
import { cloneExam } from "../api";
import { nextHour } from "../examForm";
import { useRememberExam, useTellFault } from "../useExamSteps";
import { useRequestKey } from "../../shared/useRequestKey";

interface Props {
  exam: ExamSummary;
  onClose: () => void;
}

/** A copy needs little more than a time of its own. */
export function CloneDialog({ exam, onClose }: Props) {
  const { t } = useTranslation("lecturer");
  const navigate = useNavigate();
  const remember = useRememberExam();
  const tellFault = useTellFault();
  const keyOf = useRequestKey();
  const zone = exam.time_zone;
  const [title, setTitle] = useState(exam.title);
  const [start, setStart] = useState(() => toLocalField(nextHour(Date.now()), zone));
  const clone = useMutation({
    mutationFn: () => {
      const content = { title, starts_at: fromLocalField(start, zone) };
      return cloneExam(exam.exam_id, content, keyOf(content));
    },
    onSuccess: (copy) => {
      remember(copy);
      onClose();
      notifications.show({ message: t("actions.cloned") });
      void navigate(`/exams/${copy.exam_id}`);
    },
    onError: tellFault,
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    clone.mutate();
  };
  return (
    <Modal opened onClose={onClose} title={t("actions.cloneTitle")}>
      <form onSubmit={submit}>
        <Stack>
          <Text size="sm" c="dimmed">
            {t("actions.cloneHint")}
          </Text>
          <TextInput
            label={t("form.title")}
            value={title}
            onChange={(event) => setTitle(event.currentTarget.value)}
          />
          <TextInput
            type="datetime-local"
            label={t("form.startsAt")}
            description={`${zone} (${zoneOffset(fromLocalField(start, zone) || exam.starts_at, zone)})`}
            inputWrapperOrder={["label", "input", "description", "error"]}
            required
            withAsterisk={false}
            value={start}
            onChange={(event) => setStart(event.currentTarget.value)}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("actions.cancel")}
            </Button>
            <Button type="submit" loading={clone.isPending}>
              {t("exams.clone")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
