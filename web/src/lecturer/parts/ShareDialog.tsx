import { Button, Group, Modal, Stack, TagsInput, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation } from "@tanstack/react-query";
import { useState, type SubmitEvent } from "react";
import { useTranslation } from "react-i18next";
import { ApiError } from "../../api/errors";
import type { ExamSummary } from "../../api/types";
import { useErrorText } from "../../i18n/useErrorText";
import { shareExam } from "../api";
import { useRememberExam } from "../useExamSteps";

interface Props {
  exam: ExamSummary;
  onClose: () => void;
}

/** Who else teaches the exam, by address. */
export function ShareDialog({ exam, onClose }: Props) {
  const { t } = useTranslation("lecturer");
  const errorText = useErrorText();
  const remember = useRememberExam();
  const [emails, setEmails] = useState(exam.co_lecturers.map((one) => one.email));
  const share = useMutation({
    mutationFn: () => shareExam(exam.exam_id, exam.version, emails),
    onSuccess: (shared) => {
      remember(shared);
      onClose();
      notifications.show({ message: t("actions.shared") });
    },
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    share.mutate();
  };
  return (
    <Modal opened onClose={onClose} title={t("actions.shareTitle")}>
      <form onSubmit={submit}>
        <Stack>
          <Text size="sm" c="dimmed">
            {t("actions.shareHint")}
          </Text>
          <TagsInput
            label={t("actions.emails")}
            description={t("actions.emailsHint")}
            inputWrapperOrder={["label", "input", "description", "error"]}
            type="email"
            autoComplete="off"
            acceptValueOnBlur
            splitChars={[",", ";", " "]}
            maxTags={20}
            value={emails}
            onChange={setEmails}
            error={share.error && faultOf(share.error, emails, errorText)}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("actions.cancel")}
            </Button>
            <Button type="submit" loading={share.isPending}>
              {t("actions.shareSave")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

/** Name the addresses that are nobody's. */
function faultOf(error: Error, emails: string[], errorText: (error: unknown) => string): string {
  const problems = error instanceof ApiError ? error.problems : [];
  const named = problems.map(({ path, message }) => {
    const at = /^emails\[(\d+)\]$/.exec(path)?.[1];
    return at === undefined ? message : `${emails[Number(at)] ?? ""}: ${message}`;
  });
  return named.join(" ") || errorText(error);
}
