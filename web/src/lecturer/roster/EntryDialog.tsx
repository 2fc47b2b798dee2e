import { Button, Group, Modal, MultiSelect, NumberInput, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useTranslation } from "react-i18next";
import { KINDS } from "../violations";
import { foldNumber, type Entry } from "./entries";

interface Props {
  entry: Entry;
  /** The numbers of the others, folded. */
  taken: ReadonlySet<string>;
  onSave: (entry: Entry) => void;
  onClose: () => void;
}

/** One student of the list: who they are and what they are given. */
export function EntryDialog({ entry, taken, onSave, onClose }: Props) {
  const { t } = useTranslation(["roster", "lecturer"]);
  const form = useForm({
    initialValues: { ...entry, pin: entry.pin ?? "" },
    validate: {
      student_number: (value) => {
        if (!value.trim()) return t("fault.required");
        return taken.has(foldNumber(value)) ? t("fault.taken") : null;
      },
      student_name: (value) => (value.trim() ? null : t("fault.required")),
      pin: (value) => (value === "" || /^[0-9A-Za-z]{4,12}$/.test(value) ? null : t("fault.pin")),
    },
  });
  const save = form.onSubmit((values) => {
    const pin = values.pin || entry.pin;
    onSave({ ...values, pin: pin || null, has_pin: entry.has_pin || Boolean(pin) });
  });
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={entry.student_number ? t("edit") : t("add")}
      closeButtonProps={{ "aria-label": t("lecturer:shell.close") }}
    >
      <form onSubmit={save} noValidate>
        <Stack>
          <Group grow align="start">
            <TextInput
              data-autofocus
              label={t("number")}
              maxLength={40}
              {...form.getInputProps("student_number")}
            />
            <TextInput label={t("class")} maxLength={60} {...form.getInputProps("class_name")} />
          </Group>
          <TextInput label={t("name")} maxLength={100} {...form.getInputProps("student_name")} />
          <Group grow align="start">
            <NumberInput
              label={t("extraMinutes")}
              min={0}
              max={1440}
              allowDecimal={false}
              {...form.getInputProps("extra_minutes")}
            />
            <NumberInput
              label={t("extraPercent")}
              min={0}
              max={300}
              allowDecimal={false}
              suffix=" %"
              {...form.getInputProps("extra_percent")}
            />
          </Group>
          <MultiSelect
            label={t("exempt")}
            description={t("exemptHint")}
            data={KINDS.map((kind) => ({ value: kind, label: t(`lecturer:kindNames.${kind}`) }))}
            clearable
            {...form.getInputProps("exempt")}
          />
          <TextInput
            label={t("withoutCamera")}
            description={t("withoutCameraHint")}
            maxLength={500}
            {...form.getInputProps("without_camera")}
          />
          <TextInput
            label={t("pin")}
            description={entry.has_pin ? t("pinHas") : t("pinHint")}
            autoComplete="off"
            maxLength={12}
            {...form.getInputProps("pin")}
          />
          <Group justify="end">
            <Button variant="default" onClick={onClose}>
              {t("cancel")}
            </Button>
            <Button type="submit">{t("done")}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
