import { Alert, Box, Button, Group, Paper, Stack, Text } from "@mantine/core";
import { useForm, type UseFormReturnType } from "@mantine/form";
import { useMutation } from "@tanstack/react-query";
import { useCallback, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { ApiError } from "../../api/errors";
import type { Exam, ExamContent } from "../../api/types";
import { useErrorText } from "../../i18n/useErrorText";
import { contentOf, formErrors, refuseEmptyNumbers, type ExamValues } from "../examForm";
import { useUnsavedGuard } from "../useUnsavedGuard";
import { ExamAbout } from "./ExamAbout";
import { QuestionList } from "./questions/QuestionList";

export type ExamFormState = UseFormReturnType<ExamValues>;

interface Props {
  initial: ExamValues;
  readOnly?: boolean;
  saveLabel: string;
  onSave: (content: ExamContent) => Promise<Exam>;
  onSaved: (exam: Exam) => void;
  onDirty?: (dirty: boolean) => void;
  /** Take the newer version that somebody else saved. */
  onReload?: () => void;
}

/** The server checks what is written; its problems are shown at their fields. */
export function ExamForm(props: Props) {
  const { initial, readOnly = false, saveLabel, onSave, onSaved, onDirty, onReload } = props;
  const { t } = useTranslation("lecturer");
  const form = useForm<ExamValues>({ mode: "controlled", initialValues: initial });
  const saved = useRef(false);
  const save = useMutation({
    mutationFn: async (values: ExamValues) => {
      refuseEmptyNumbers(values, t("form.numberMissing"));
      return onSave(contentOf(values));
    },
    onSuccess: (exam) => {
      saved.current = true;
      onSaved(exam);
    },
    onError: (error) => {
      saved.current = false;
      if (error instanceof ApiError) form.setErrors(formErrors(error.problems));
    },
  });
  const dirty = form.isDirty();
  useEffect(() => onDirty?.(dirty), [dirty, onDirty]);
  useUnsavedGuard(useCallback(() => dirty && !saved.current, [dirty]));
  useFocusOnFault(save.error);

  return (
    <form onSubmit={form.onSubmit((values) => save.mutate(values))} noValidate>
      <Box component="fieldset" disabled={readOnly} m={0} p={0} bd={0} miw={0}>
        <Stack gap="xl">
          <ExamAbout form={form} />
          <QuestionList form={form} readOnly={readOnly} />
        </Stack>
      </Box>
      {!readOnly && (
        <SaveBar
          dirty={dirty}
          busy={save.isPending}
          error={save.error}
          label={saveLabel}
          onReload={onReload}
        />
      )}
    </form>
  );
}

/** Bring the first faulty field into view once its message is there. */
function useFocusOnFault(error: Error | null): void {
  useEffect(() => {
    if (!error) return;
    const field = document.querySelector<HTMLElement>('main :is([aria-invalid="true"], .fault)');
    field?.focus();
    field?.scrollIntoView({ block: "center" });
  }, [error]);
}

interface SaveBarProps {
  dirty: boolean;
  busy: boolean;
  error: Error | null;
  label: string;
  onReload: (() => void) | undefined;
}

/** Stays at the lower edge, so that saving is never a long scroll away. */
function SaveBar({ dirty, busy, error, label, onReload }: SaveBarProps) {
  const { t } = useTranslation("lecturer");
  return (
    <Paper
      withBorder
      p="sm"
      mt="xl"
      shadow="sm"
      style={{ position: "sticky", bottom: 12, zIndex: 2 }}
    >
      {error && <SaveFault error={error} onReload={onReload} />}
      <Group justify="flex-end">
        <Text c="dimmed" size="sm" role="status">
          {dirty && t("form.unsaved")}
        </Text>
        <Button type="submit" loading={busy}>
          {label}
        </Button>
      </Group>
    </Paper>
  );
}

function SaveFault({ error, onReload }: { error: Error; onReload: (() => void) | undefined }) {
  const { t } = useTranslation("lecturer");
  const errorText = useErrorText();
  const problems = error instanceof ApiError ? error.problems.length : 0;
  const stale = error instanceof ApiError && error.code === "stale_version";
  const words = stale ? t("form.stale") : errorText(error);
  return (
    <Alert color="red" role="alert" mb="sm">
      <Group justify="space-between">
        <Text size="sm">{problems > 0 ? t("form.problems", { count: problems }) : words}</Text>
        {stale && onReload && (
          <Button variant="default" onClick={onReload}>
            {t("form.reload")}
          </Button>
        )}
      </Group>
    </Alert>
  );
}
