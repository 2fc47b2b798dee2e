import { Button, Group, Modal, PasswordInput, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type SubmitEvent } from "react";
import { useTranslation } from "react-i18next";
import { keys } from "../queries";
import { removeAuthenticator } from "./api";
import { Refusal } from "./fields";

/** No code is asked for any more, if the password is right. */
export function RemoveAuthenticator({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("accounts");
  const queries = useQueryClient();
  const [password, setPassword] = useState("");
  const remove = useMutation({
    mutationFn: () => removeAuthenticator(password),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: keys.account });
      notifications.show({ message: t("authenticator.removed") });
      onClose();
    },
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    remove.mutate();
  };
  return (
    <Modal opened onClose={onClose} title={t("authenticator.removeTitle")}>
      <form onSubmit={submit}>
        <Stack>
          <Text>{t("authenticator.removeLead")}</Text>
          <Refusal error={remove.error} />
          <PasswordInput
            label={t("own.old")}
            autoComplete="current-password"
            required
            withAsterisk={false}
            size="md"
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("cancel")}
            </Button>
            <Button type="submit" color="red" loading={remove.isPending}>
              {t("authenticator.remove")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
