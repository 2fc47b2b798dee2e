import { Button, Paper, PasswordInput, Stack, Text, Title } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState, type SubmitEvent } from "react";
import { useTranslation } from "react-i18next";
import { AuthenticatorCard } from "../accounts/AuthenticatorCard";
import { changePassword, getOwnAccount } from "../accounts/api";
import { NewPasswordField, Refusal } from "../accounts/fields";
import { SignOutCard } from "../accounts/SignOutCard";
import { Failed, Loading, PageTitle } from "../parts/states";
import { keys } from "../queries";

/** The lecturer's own account. */
export function AccountPage() {
  const { t } = useTranslation("accounts");
  const found = useQuery({ queryKey: keys.account, queryFn: getOwnAccount });
  if (found.isPending) return <Loading />;
  if (!found.data) return <Failed error={found.error} onRetry={() => void found.refetch()} />;
  const { name, email, is_admin, has_authenticator } = found.data;
  return (
    <Stack gap="lg" maw={560}>
      <div>
        <PageTitle name={t("own.title")} />
        <Text c="dimmed" mt={4} style={{ overflowWrap: "anywhere" }}>
          {[name, email, is_admin && t("admin")].filter(Boolean).join(" · ")}
        </Text>
      </div>
      <PasswordCard />
      <AuthenticatorCard on={has_authenticator} />
      <SignOutCard />
    </Stack>
  );
}

function PasswordCard() {
  const { t } = useTranslation("accounts");
  const [old, setOld] = useState("");
  const [chosen, setChosen] = useState("");
  const change = useMutation({
    mutationFn: () => changePassword(old, chosen),
    onSuccess: () => {
      setOld("");
      setChosen("");
      notifications.show({ message: t("own.changed") });
    },
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    change.mutate();
  };
  return (
    <Paper withBorder p="lg">
      <form onSubmit={submit}>
        <Stack align="stretch">
          <Title order={2} size="h4">
            {t("own.password")}
          </Title>
          <Refusal error={change.error} fields={["new_password"]} />
          <PasswordInput
            label={t("own.old")}
            autoComplete="current-password"
            required
            withAsterisk={false}
            size="md"
            value={old}
            onChange={(event) => setOld(event.currentTarget.value)}
          />
          <NewPasswordField value={chosen} onChange={setChosen} error={change.error} />
          <Button type="submit" style={{ alignSelf: "start" }} loading={change.isPending}>
            {t("own.change")}
          </Button>
        </Stack>
      </form>
    </Paper>
  );
}
