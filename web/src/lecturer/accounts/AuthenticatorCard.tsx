import { Badge, Button, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { AddAuthenticator } from "./AddAuthenticator";
import { RemoveAuthenticator } from "./RemoveAuthenticator";

/** Whether an app's code is asked for at sign-in, and the way to change that. */
export function AuthenticatorCard({ on }: { on: boolean }) {
  const { t } = useTranslation("accounts");
  const [open, setOpen] = useState(false);
  const close = () => setOpen(false);
  return (
    <Paper withBorder p="lg">
      <Stack align="start">
        <Group gap="sm">
          <Title order={2} size="h4">
            {t("authenticator.title")}
          </Title>
          <Badge variant={on ? "light" : "outline"} color={on ? "teal" : "gray"} tt="none" fw={500}>
            {on ? t("authenticator.on") : t("authenticator.off")}
          </Badge>
        </Group>
        <Text>{t("authenticator.lead")}</Text>
        <Button variant={on ? "default" : "filled"} onClick={() => setOpen(true)}>
          {on ? t("authenticator.remove") : t("authenticator.add")}
        </Button>
      </Stack>
      {open && (on ? <RemoveAuthenticator onClose={close} /> : <AddAuthenticator onClose={close} />)}
    </Paper>
  );
}
