import {
  Alert,
  Button,
  Group,
  MultiSelect,
  NumberInput,
  Paper,
  Radio,
  SegmentedControl,
  Stack,
  TagsInput,
  Text,
} from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { ApiError } from "../../api/errors";
import type { AlertPreferences, AlertSettings } from "../../api/types";
import { useErrorText } from "../../i18n/useErrorText";
import { useStore } from "../../shared/useStore";
import { getAlertSettings, listExams, saveAlertPreferences } from "../api";
import { MailTroubles } from "../alerts/MailTroubles";
import { lecturer } from "../auth";
import { formErrors } from "../examForm";
import { Failed, Loading, PageTitle } from "../parts/states";
import { keys } from "../queries";
import { useUnsavedGuard } from "../useUnsavedGuard";
import { KINDS } from "../violations";

const DELIVERIES = ["digest", "at_once", "off"] as const;
const LANGUAGES = ["vi", "en"] as const;
const MAX_COPIES = 5;

/** How the lecturer is told by mail. */
export function AlertsPage() {
  const { t } = useTranslation("lecturer");
  const who = useStore(lecturer);
  const found = useQuery({ queryKey: keys.alertPreferences, queryFn: getAlertSettings });
  return (
    <Stack gap="lg" maw={720}>
      <div>
        <PageTitle name={t("alerts.title")} />
        <Text c="dimmed" mt={4} style={{ overflowWrap: "anywhere" }}>
          {t("alerts.lead", { email: who?.email })}
        </Text>
      </div>
      <MailTroubles troubles={found.data?.troubles ?? []} />
      {found.data ? (
        <PreferencesForm stored={preferencesOf(found.data)} />
      ) : found.isPending ? (
        <Loading />
      ) : (
        <Failed error={found.error} onRetry={() => void found.refetch()} />
      )}
    </Stack>
  );
}

function PreferencesForm({ stored }: { stored: AlertPreferences }) {
  const { t } = useTranslation("lecturer");
  const queries = useQueryClient();
  const errorText = useErrorText();
  const form = useForm<AlertPreferences>({ mode: "controlled", initialValues: stored });
  const save = useMutation({
    mutationFn: saveAlertPreferences,
    onSuccess: (settings) => {
      queries.setQueryData(keys.alertPreferences, settings);
      const chosen = preferencesOf(settings);
      form.setInitialValues(chosen);
      form.setValues(chosen);
    },
    onError: (error) => {
      if (error instanceof ApiError) form.setErrors(fieldErrors(formErrors(error.problems)));
    },
  });
  const dirty = form.isDirty();
  useUnsavedGuard(() => dirty);
  const told = form.values.delivery !== "off";

  return (
    <form onSubmit={form.onSubmit((values) => save.mutate(values))} noValidate>
      <Paper withBorder p="lg">
        <Stack gap="lg">
          <Radio.Group label={t("alerts.delivery")} {...form.getInputProps("delivery")}>
            <Stack gap="sm" mt="xs">
              {DELIVERIES.map((delivery) => (
                <Radio
                  key={delivery}
                  value={delivery}
                  label={t(`alerts.deliveries.${delivery}`)}
                  description={t(`alerts.deliveries.${delivery}Hint`)}
                />
              ))}
            </Stack>
          </Radio.Group>
          {told && <Details form={form} />}
        </Stack>
      </Paper>
      {save.error && (
        <Alert color="red" role="alert" mt="md">
          {errorText(save.error)}
        </Alert>
      )}
      <Group mt="md">
        <Button type="submit" loading={save.isPending} disabled={!dirty}>
          {t("alerts.save")}
        </Button>
        <Text c="dimmed" size="sm" role="status">
          {dirty ? t("form.unsaved") : save.isSuccess && t("alerts.saved")}
        </Text>
      </Group>
    </form>
  );
}

function Details({ form }: { form: ReturnType<typeof useForm<AlertPreferences>> }) {
  const { t } = useTranslation("lecturer");
  const exams = useQuery({
    queryKey: [...keys.exams, "newest"],
    queryFn: () => listExams({ search: "", state: "" }, null),
  });
  const titles = new Map(exams.data?.items.map((exam) => [exam.exam_id, exam.title]));
  for (const examId of form.values.muted_exams) titles.set(examId, titles.get(examId) ?? examId);
  return (
    <>
      <NumberInput
        label={t("alerts.coolDown")}
        description={t("alerts.coolDownHint")}
        min={0}
        max={120}
        step={5}
        allowDecimal={false}
        maw={320}
        {...form.getInputProps("cool_down_minutes")}
      />
      <MultiSelect
        label={t("alerts.mutedKinds")}
        description={t("alerts.mutedKindsHint")}
        data={KINDS.map((kind) => ({ value: kind, label: t(`kindNames.${kind}`) }))}
        clearable
        searchable
        {...form.getInputProps("muted_kinds")}
      />
      <MultiSelect
        label={t("alerts.mutedExams")}
        data={[...titles].map(([value, label]) => ({ value, label }))}
        clearable
        searchable
        {...form.getInputProps("muted_exams")}
      />
      <TagsInput
        label={t("alerts.copies")}
        description={t("alerts.copiesHint")}
        maxTags={MAX_COPIES}
        {...form.getInputProps("copies_to")}
      />
      <div>
        <Text id="mail-language" size="sm" fw={500} mb={4}>
          {t("alerts.language")}
        </Text>
        <SegmentedControl
          aria-labelledby="mail-language"
          data={LANGUAGES.map((value) => ({ value, label: t(`alerts.languages.${value}`) }))}
          {...form.getInputProps("language")}
        />
      </div>
    </>
  );
}

/** What is chosen here, without what came back of it. */
function preferencesOf(settings: AlertSettings): AlertPreferences {
  const { delivery, language, cool_down_minutes, muted_kinds, muted_exams, copies_to } = settings;
  return { delivery, language, cool_down_minutes, muted_kinds, muted_exams, copies_to };
}

/** Show the fault of one address at the field that holds them all. */
function fieldErrors(errors: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(errors).map(([path, words]) => [path.replace(/[.[].*$/, ""), words]),
  );
}
