import { NumberInput, Paper, SimpleGrid, Stack, TextInput, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { ExamFormState } from "./ExamForm";
import { ExamSettings } from "./ExamSettings";
import { ZoneSelect } from "./ZoneSelect";

export interface AboutProps {
  form: ExamFormState;
  /** Whether the exam's state fixes a field, by the server's name for it. */
  fixed: (field: string) => boolean;
}

/** Everything about an exam but its questions. */
export function ExamAbout(props: AboutProps) {
  const { t } = useTranslation("lecturer");
  return (
    <Stack component="section" gap="md">
      <Title order={2} size="h4">
        {t("form.about")}
      </Title>
      <Paper withBorder p={{ base: "md", sm: "lg" }}>
        <Stack>
          <Names {...props} />
          <Times {...props} />
        </Stack>
      </Paper>
      <ExamSettings {...props} />
    </Stack>
  );
}

function Names({ form, fixed }: AboutProps) {
  const { t } = useTranslation("lecturer");
  return (
    <>
      <TextInput
        label={t("form.title")}
        disabled={fixed("title")}
        {...form.getInputProps("title")}
      />
      <SimpleGrid cols={{ base: 1, sm: 3 }}>
        <TextInput
          label={t("form.subject")}
          disabled={fixed("subject")}
          {...form.getInputProps("subject")}
        />
        <TextInput
          label={t("form.roomName")}
          disabled={fixed("room_name")}
          {...form.getInputProps("room_name")}
        />
        <TextInput
          label={t("form.roomCode")}
          description={t("form.roomCodeHint")}
          inputWrapperOrder={["label", "input", "description", "error"]}
          maxLength={8}
          autoComplete="off"
          spellCheck={false}
          disabled={fixed("room_code")}
          styles={{ input: { textTransform: "uppercase" } }}
          {...form.getInputProps("room_code")}
        />
      </SimpleGrid>
    </>
  );
}

function Times({ form, fixed }: AboutProps) {
  const { t } = useTranslation("lecturer");
  return (
    <>
      <SimpleGrid cols={{ base: 1, sm: 3 }}>
        <TextInput
          type="datetime-local"
          label={t("form.startsAt")}
          disabled={fixed("starts_at")}
          {...form.getInputProps("starts_at")}
        />
        <TextInput
          type="datetime-local"
          label={t("form.endsAt")}
          disabled={fixed("ends_at")}
          {...form.getInputProps("ends_at")}
        />
        <NumberInput
          label={t("form.duration")}
          min={1}
          max={1440}
          allowDecimal={false}
          disabled={fixed("duration_minutes")}
          {...form.getInputProps("duration_minutes")}
        />
      </SimpleGrid>
      <ZoneSelect form={form} disabled={fixed("time_zone")} />
    </>
  );
}
