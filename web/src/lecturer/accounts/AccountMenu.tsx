import { ActionIcon, Menu, Text } from "@mantine/core";
import { modals } from "@mantine/modals";
import { notifications } from "@mantine/notifications";
import { IconDots } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Account } from "../../api/types";
import { useErrorText } from "../../i18n/useErrorText";
import { keys } from "../queries";
import { changeAccount, type AccountStep } from "./api";

interface Props {
  account: Account;
  onInvite: () => void;
}

/** What an admin can do with somebody's account. */
export function AccountMenu({ account, onInvite }: Props) {
  const { t } = useTranslation("accounts");
  const ask = useAskedStep(account);
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon variant="subtle" size="lg" aria-label={t("acts", { name: account.name })}>
          <IconDots size={20} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {account.state === "invited" && (
          <Menu.Item onClick={onInvite}>{t("inviteAgain")}</Menu.Item>
        )}
        {account.state === "active" && (
          <Menu.Item onClick={() => ask("authenticator-removal")}>
            {t("steps.authenticator-removal.short")}
          </Menu.Item>
        )}
        {account.state === "deactivated" ? (
          <Menu.Item onClick={() => ask("reactivate")}>{t("steps.reactivate.short")}</Menu.Item>
        ) : (
          <Menu.Item color="red" onClick={() => ask("deactivate")}>
            {t("steps.deactivate.short")}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

/** A step with the question before it. */
function useAskedStep({ lecturer_id, name }: Account) {
  const { t } = useTranslation("accounts");
  const errorText = useErrorText();
  const queries = useQueryClient();
  const take = useMutation({
    mutationFn: (step: AccountStep) => changeAccount(lecturer_id, step),
    onSuccess: async (_nothing, step) => {
      await queries.invalidateQueries({ queryKey: keys.lecturers });
      notifications.show({ message: t(`steps.${step}.done`, { name }) });
    },
    onError: (error) => notifications.show({ color: "red", message: errorText(error) }),
  });
  return (step: AccountStep) =>
    modals.openConfirmModal({
      title: t(`steps.${step}.title`, { name }),
      withCloseButton: false,
      children: <Text>{t(`steps.${step}.text`)}</Text>,
      labels: { confirm: t(`steps.${step}.short`), cancel: t("cancel") },
      ...(step === "deactivate" && { confirmProps: { color: "red" } }),
      onConfirm: () => take.mutate(step),
    });
}
