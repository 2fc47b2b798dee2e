import { Button, Checkbox, Group, Modal, SegmentedControl, Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { notifications } from "@mantine/notifications";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { ApiError } from "../../api/errors";
import type { Invitation } from "../../api/types";
import { formErrors } from "../examForm";
import { keys } from "../queries";
import { inviteLecturer } from "./api";
import { Refusal } from "./fields";

const LANGUAGES = ["vi", "en"] as const;
const FIELDS = ["email", "name"] as const;

interface Props {
  /** What is known of somebody who is invited again. */
  first: Invitation;
  onClose: () => void;
}

/** Somebody is invited by mail. */
export function InviteDialog({ first, onClose }: Props) {
  const { t } = useTranslation(["accounts", "lecturer"]);
  const queries = useQueryClient();
  const form = useForm<Invitation>({ mode: "controlled", initialValues: first });
  const invite = useMutation({
    mutationFn: inviteLecturer,
    onSuccess: async ({ email }) => {
      await queries.invalidateQueries({ queryKey: keys.lecturers });
      notifications.show({ message: t("invite.sent", { email }) });
      onClose();
    },
    onError: (error) => {
      if (error instanceof ApiError) form.setErrors(formErrors(error.problems));
    },
  });
  return (
    <Modal opened onClose={onClose} size="lg" title={t("invite.title")}>
      <form onSubmit={form.onSubmit((values) => invite.mutate(values))} noValidate>
        <Stack>
          <Text c="dimmed">{t("invite.lead")}</Text>
          <Refusal error={invite.error} fields={FIELDS} />
          <TextInput
            label={t("invite.name")}
            autoComplete="off"
            {...form.getInputProps("name")}
          />
          <TextInput
            label={t("lecturer:signIn.email")}
            type="email"
            autoComplete="off"
            {...form.getInputProps("email")}
          />
          <div>
            <Text id="invitation-language" size="sm" fw={500} mb={4}>
              {t("invite.language")}
            </Text>
            <SegmentedControl
              aria-labelledby="invitation-language"
              data={LANGUAGES.map((value) => ({
                value,
                label: t(`lecturer:alerts.languages.${value}`),
              }))}
              {...form.getInputProps("language")}
            />
          </div>
          <Checkbox
            label={t("invite.admin")}
            description={t("invite.adminHint")}
            {...form.getInputProps("is_admin", { type: "checkbox" })}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("cancel")}
            </Button>
            <Button type="submit" loading={invite.isPending}>
              {t("invite.submit")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
