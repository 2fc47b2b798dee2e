import {
  Alert,
  Anchor,
  Button,
  Container,
  Group,
  PasswordInput,
  Stack,
  Text,
  TextInput,
} from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState, type SubmitEvent } from "react";
import { useTranslation } from "react-i18next";
import { Navigate, useLocation } from "react-router";
import { useErrorText } from "../../i18n/useErrorText";
import { useStore } from "../../shared/useStore";
import { lecturer, signIn } from "../auth";
import { Brand, Preferences } from "../parts/Header";
import { PageTitle } from "../parts/states";

export function SignInPage() {
  const { t } = useTranslation("lecturer");
  const { state } = useLocation() as { state: { from?: string } | null };
  if (useStore(lecturer)) return <Navigate to={state?.from ?? "/"} replace />;
  return (
    <Container size={420} py="md">
      <Group justify="space-between" mb={{ base: 32, sm: 72 }}>
        <Brand />
        <Group gap={4}>
          <Preferences />
        </Group>
      </Group>
      <Stack component="main" gap="lg">
        <div>
          <PageTitle name={t("signIn.title")} />
          <Text c="dimmed">{t("signIn.lead")}</Text>
        </div>
        <SignInForm />
        <Anchor href="/">{t("signIn.student")}</Anchor>
      </Stack>
    </Container>
  );
}

function SignInForm() {
  const { t } = useTranslation("lecturer");
  const errorText = useErrorText();
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const enter = useMutation({ mutationFn: () => signIn(email.trim(), password) });
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    enter.mutate();
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        {enter.error && (
          <Alert color="red" role="alert">
            {errorText(enter.error)}
          </Alert>
        )}
        <TextInput
          label={t("signIn.email")}
          type="email"
          autoComplete="username"
          required
          withAsterisk={false}
          size="md"
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <PasswordInput
          label={t("signIn.password")}
          autoComplete="current-password"
          required
          withAsterisk={false}
          size="md"
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <Button type="submit" size="md" loading={enter.isPending}>
          {t("signIn.submit")}
        </Button>
      </Stack>
    </form>
  );
}
