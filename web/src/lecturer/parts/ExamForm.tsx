import { Alert, Box, Button, Group, Paper, Stack, Text } from "@mantine/core";
import { useForm, type UseFormReturnType } from "@mantine/form";
import { useMutation } from "@tanstack/react-query";
import { useCallback, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { ApiError } from "../../api/errors";
import type { Exam, ExamContent } from "../../api/types";
import { useErrorText } from "../../i18n/useErrorText";
import { contentOf, formErrors, type ExamValues } from "../examForm";
import { useUnsavedGuard } from "../useUnsavedGuard";
import { ExamAbout } from "./ExamAbout";
import { QuestionList } from "./questions/QuestionList";

export type ExamFormState = UseFormReturnType<ExamValues>;

interface Props {
  initial: ExamValues;
  /** The fields that the exam's state lets change; absent: all. */
  changes?: readonly string[];
  saveLabel: string;
  onSave: (content: ExamContent) => Promise<Exam>;
  onSaved: (exam: Exam) => void;
  onDirty?: (dirty: boolean) => void;
  /** Take the newer version that somebody else saved. */
  onReload?: () => void;
  /** Save over the newer version that somebody else saved. */
  onKeep?: (content: ExamContent) => Promise<Exam>;
}

/** The server checks what is written; its problems are shown at their fields. */
export function ExamForm(props: Props) {
  const { initial, changes, saveLabel, onSave, onSaved, onDirty, onReload, onKeep } = props;
  const fixed = (field: string) => changes !== undefined && !changes.includes(field);
  const readOnly = changes?.length === 0;
  const form = useForm<ExamValues>({ mode: "controlled", initialValues: initial });
  const saved = useRef(false);
  const save = useMutation({
    mutationFn: ({ values, keep }: { values: ExamValues; keep: boolean }) =>
      keep && onKeep ? onKeep(contentOf(values)) : onSave(contentOf(values)),
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
    <form onSubmit={form.onSubmit((values) => save.mutate({ values, keep: false }))} noValidate>
      <Box component="fieldset" disabled={readOnly} m={0} p={0} bd={0} miw={0}>
        <Stack gap="xl">
          <ExamAbout form={form} fixed={fixed} />
          <QuestionList form={form} readOnly={fixed("questions")} />
        </Stack>
      </Box>
      {!readOnly && (
        <SaveBar
          dirty={dirty}
          busy={save.isPending}
          error={save.error}
          label={saveLabel}
          onReload={onReload}
          onKeep={onKeep && (() => save.mutate({ values: form.getValues(), keep: true }))}
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
  onKeep: (() => void) | undefined;
}

/** Stays at the lower edge, so that saving is never a long scroll away. */
function SaveBar({ dirty, busy, error, label, onReload, onKeep }: SaveBarProps) {
  const { t } = useTranslation("lecturer");
  return (
    <Paper
      withBorder
      p="sm"
      mt="xl"
      shadow="sm"
      style={{ position: "sticky", bottom: 12, zIndex: 2 }}
    >
      {error && <SaveFault error={error} onReload={onReload} onKeep={onKeep} />}
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

type FaultProps = Pick<SaveBarProps, "onReload" | "onKeep"> & { error: Error };

function SaveFault({ error, onReload, onKeep }: FaultProps) {
  const { t } = useTranslation("lecturer");
  const errorText = useErrorText();
  const problems = error instanceof ApiError ? error.problems.length : 0;
  const stale = error instanceof ApiError && error.code === "stale_version";
  const words = stale ? t("form.stale") : errorText(error);
  return (
    <Alert color={stale ? "teal" : "red"} role="alert" mb="sm">
      <Group justify="space-between">
        <Text size="sm">{problems > 0 ? t("form.problems", { count: problems }) : words}</Text>
        {stale && (
          <Group gap="xs">
            {onKeep && (
              <Button variant="default" onClick={onKeep}>
                {t("form.keepMine")}
              </Button>
            )}
            {onReload && (
              <Button variant="default" onClick={onReload}>
                {t("form.reload")}
              </Button>
            )}
          </Group>
        )}
      </Group>
    </Alert>
  );
}
