import { Alert, Button, Group, Modal, Stack, Table, Text, Textarea } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { CorrectionPreview, Exam, Question } from "../../../api/types";
import { useErrorText } from "../../../i18n/useErrorText";
import { RichText } from "../../../shared/formula/RichText";
import { correctKeys, previewCorrection, rescoreAll } from "../../corrections";
import { questionContent, questionValues } from "../../questionForm";
import { keys } from "../../queries";
import { useFigures } from "../../useFigures";
import { DecimalInput } from "../DecimalInput";
import { KeyEditor } from "./KeyEditor";

interface Props {
  exam: Exam;
  question: Question;
  number: number;
  onClose: () => void;
}

/** Correct one question's key or points: first what it would change, then the change. */
export function CorrectionDialog({ exam, question, number, onClose }: Props) {
  const { t } = useTranslation("lecturer");
  const errorText = useErrorText();
  const [values, setValues] = useState(() => questionValues(question));
  const [reason, setReason] = useState("");
  const content = { reason: reason.trim(), questions: [questionContent(values)] };
  const preview = useMutation({ mutationFn: () => previewCorrection(exam.exam_id, content) });
  const apply = useApply(exam, content, onClose);
  const error = preview.error ?? apply.error;

  const change = (next: typeof values) => {
    setValues(next);
    preview.reset();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t("corrections.title", { number })}
      closeButtonProps={{ "aria-label": t("shell.close") }}
    >
      <Stack>
        <RichText text={question.text} />
        <KeyEditor question={values} onChange={change} />
        <DecimalInput
          label={t("form.points")}
          min={0}
          max={100}
          step={0.25}
          decimalScale={2}
          w={160}
          value={values.points}
          onChange={(points) => change({ ...values, points })}
        />
        <Textarea
          label={t("corrections.reason")}
          description={t("corrections.reasonHint")}
          required
          autosize
          maxLength={500}
          value={reason}
          onChange={(event) => {
            setReason(event.currentTarget.value);
            preview.reset();
          }}
        />
        {error && (
          <Alert color="red" role="alert">
            {problemText(error) ?? errorText(error)}
          </Alert>
        )}
        {preview.data && <Changes preview={preview.data} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t("corrections.cancel")}
          </Button>
          {preview.data ? (
            <Button loading={apply.isPending} onClick={() => apply.mutate()}>
              {t("corrections.apply")}
            </Button>
          ) : (
            <Button
              loading={preview.isPending}
              disabled={!reason.trim()}
              onClick={() => preview.mutate()}
            >
              {t("corrections.preview")}
            </Button>
          )}
        </Group>
      </Stack>
    </Modal>
  );
}

function useApply(exam: Exam, content: Parameters<typeof correctKeys>[2], onDone: () => void) {
  const { t } = useTranslation("lecturer");
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async () => {
      await correctKeys(exam.exam_id, exam.version, content);
      return rescoreAll(exam.exam_id);
    },
    onSuccess: (count) => {
      notifications.show({ message: t("corrections.done", { count }) });
      onDone();
    },
    onSettled: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: keys.exam(exam.exam_id) }),
        queries.invalidateQueries({ queryKey: keys.results(exam.exam_id) }),
      ]),
  });
}

/** What the server says of the first faulty field, which tells more than that there is one. */
function problemText(error: unknown): string | undefined {
  const problems = (error as { problems?: { message: string }[] }).problems;
  return problems?.[0]?.message;
}

function Changes({ preview }: { preview: CorrectionPreview }) {
  const { t } = useTranslation("lecturer");
  const figures = useFigures();
  const words = { changed: preview.changes.length, count: preview.handed_in };
  return (
    <Stack gap="xs" role="status">
      <Text fw={500}>{t("corrections.changes", words)}</Text>
      {preview.changes.length > 0 && (
        <Table.ScrollContainer minWidth={320} mah={240}>
          <Table className="figures">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t("results.student")}</Table.Th>
                <Table.Th ta="right">{t("corrections.before")}</Table.Th>
                <Table.Th ta="right">{t("corrections.after")}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {preview.changes.map((change) => (
                <Table.Tr key={change.attempt_id}>
                  <Table.Td>
                    {change.student_name} · {change.student_number}
                  </Table.Td>
                  <Table.Td ta="right">{figures(change.before)}</Table.Td>
                  <Table.Td ta="right" fw={600}>
                    {figures(change.after)}
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </Stack>
  );
}
