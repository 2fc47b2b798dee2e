import { Button, Paper, Stack, Text, Title } from "@mantine/core";
import { modals } from "@mantine/modals";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { signOutEverywhere } from "../auth";
import { Refusal } from "./fields";

/** The way out of every device at once, this one too. */
export function SignOutCard() {
  const { t } = useTranslation("accounts");
  const queries = useQueryClient();
  const leave = useMutation({
    mutationFn: signOutEverywhere,
    // Another lecturer may sign in on this machine next.
    onSuccess: () => queries.clear(),
  });
  const ask = () =>
    modals.openConfirmModal({
      title: t("signOut.title"),
      withCloseButton: false,
      children: <Text>{t("signOut.text")}</Text>,
      labels: { confirm: t("signOut.short"), cancel: t("cancel") },
      confirmProps: { color: "red" },
      onConfirm: () => leave.mutate(),
    });
  return (
    <Paper withBorder p="lg">
      <Stack align="start">
        <Title order={2} size="h4">
          {t("signOut.short")}
        </Title>
        <Text>{t("signOut.lead")}</Text>
        <Refusal error={leave.error} />
        <Button variant="default" loading={leave.isPending} onClick={ask}>
          {t("signOut.short")}
        </Button>
      </Stack>
    </Paper>
  );
}
