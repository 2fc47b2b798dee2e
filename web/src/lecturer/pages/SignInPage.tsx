import { Alert, Anchor, Button, PasswordInput, Stack, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState, type SubmitEvent } from "react";
import { useTranslation } from "react-i18next";
import { Link, Navigate, useLocation } from "react-router";
import { useStore } from "../../shared/useStore";
import { Refusal } from "../accounts/fields";
import { SignInSteps } from "../accounts/SignInSteps";
import { ending, lecturer, signIn, type SignInStep } from "../auth";
import { Entrance } from "../parts/Entrance";

export function SignInPage() {
  const { t } = useTranslation(["lecturer", "accounts"]);
  const { state } = useLocation() as { state: { from?: string } | null };
  const ended = useStore(ending);
  const [step, setStep] = useState<SignInStep | null>(null);
  if (useStore(lecturer)) return <Navigate to={state?.from ?? "/"} replace />;
  if (step) return <SignInSteps key={step.challenge} step={step} onStep={setStep} />;
  return (
    <Entrance title={t("signIn.title")} lead={t("signIn.lead")}>
      {ended && (
        <Alert color={ended === "everywhere" ? "teal" : "yellow"} role="status">
          {t(`signIn.ended.${ended}`)}
        </Alert>
      )}
      <SignInForm onStep={setStep} />
      <Anchor component={Link} to="/forgotten-password">
        {t("accounts:forgotten.link")}
      </Anchor>
      <Anchor href="/">{t("signIn.student")}</Anchor>
    </Entrance>
  );
}

function SignInForm({ onStep }: { onStep: (step: SignInStep | null) => void }) {
  const { t } = useTranslation("lecturer");
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const enter = useMutation({
    mutationFn: () => signIn(email.trim(), password),
    onSuccess: onStep,
  });
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    enter.mutate();
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <Refusal error={enter.error} />
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
