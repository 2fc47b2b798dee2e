import { NumberInput, Paper, Select, SimpleGrid, Stack, TextInput, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { POLICIES } from "../examForm";
import { DecimalInput } from "./DecimalInput";
import type { ExamFormState } from "./ExamForm";

/** Everything about an exam but its questions. */
export function ExamAbout({ form }: { form: ExamFormState }) {
  const { t } = useTranslation("lecturer");
  const policies = POLICIES.map((value) => ({ value, label: t(`form.policies.${value}`) }));
  const { floor, questions } = form.values;
  // Without penalties no score can fall below zero.
  const penalties = Number(floor) !== 0 || questions.some((one) => Number(one.penalty) > 0);
  return (
    <Stack component="section" gap="md">
      <Title order={2} size="h4">
        {t("form.about")}
      </Title>
      <Paper withBorder p={{ base: "md", sm: "lg" }}>
        <Stack>
          <TextInput label={t("form.title")} {...form.getInputProps("title")} />
          <SimpleGrid cols={{ base: 1, sm: 3 }}>
            <TextInput label={t("form.subject")} {...form.getInputProps("subject")} />
            <TextInput label={t("form.roomName")} {...form.getInputProps("room_name")} />
            <TextInput
              label={t("form.roomCode")}
              description={t("form.roomCodeHint")}
              inputWrapperOrder={["label", "input", "description", "error"]}
              maxLength={8}
              autoComplete="off"
              spellCheck={false}
              styles={{ input: { textTransform: "uppercase" } }}
              {...form.getInputProps("room_code")}
            />
          </SimpleGrid>
          <SimpleGrid cols={{ base: 1, sm: 3 }}>
            <TextInput
              type="datetime-local"
              label={t("form.startsAt")}
              description={t("exams.zone")}
              inputWrapperOrder={["label", "input", "description", "error"]}
              {...form.getInputProps("starts_at")}
            />
            <TextInput
              type="datetime-local"
              label={t("form.endsAt")}
              {...form.getInputProps("ends_at")}
            />
            <NumberInput
              label={t("form.duration")}
              min={1}
              max={1440}
              allowDecimal={false}
              {...form.getInputProps("duration_minutes")}
            />
          </SimpleGrid>
          <SimpleGrid cols={{ base: 1, sm: 3 }}>
            <Select
              label={t("form.policy")}
              description={t(`form.policyHints.${form.values.policy}`)}
              inputWrapperOrder={["label", "input", "description", "error"]}
              data={policies}
              allowDeselect={false}
              {...form.getInputProps("policy")}
            />
            <DecimalInput
              label={t("form.scale")}
              description={t("form.scaleHint")}
              inputWrapperOrder={["label", "input", "description", "error"]}
              min={0}
              max={1000}
              {...form.getInputProps("scale")}
              error={form.errors["scoring.scale"]}
            />
            {penalties && (
              <DecimalInput
                label={t("form.floor")}
                description={t("form.floorHint")}
                inputWrapperOrder={["label", "input", "description", "error"]}
                min={-1000}
                max={0}
                {...form.getInputProps("floor")}
                error={form.errors["scoring.floor"]}
              />
            )}
          </SimpleGrid>
        </Stack>
      </Paper>
    </Stack>
  );
}
