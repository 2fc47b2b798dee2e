import { Alert, Anchor, Button, Stack, Text, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState, type SubmitEvent } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { forgetPassword, resetPassword } from "../accounts/api";
import { CodeField, NewPasswordField, Refusal } from "../accounts/fields";
import { Entrance } from "../parts/Entrance";

/** A password is forgotten: a code is mailed, then another is chosen. */
export function ForgottenPasswordPage() {
  const { t } = useTranslation("accounts");
  const [email, setEmail] = useState("");
  const [done, setDone] = useState(false);
  return (
    <Entrance title={t("forgotten.title")} lead={t("forgotten.lead")}>
      {done ? (
        <Alert color="teal" role="status">
          {t("forgotten.done")}
        </Alert>
      ) : email ? (
        <ResetForm email={email} onDone={() => setDone(true)} onAgain={() => setEmail("")} />
      ) : (
        <AddressForm onSent={setEmail} />
      )}
      <Anchor component={Link} to="/sign-in">
        {t("forgotten.back")}
      </Anchor>
    </Entrance>
  );
}

function AddressForm({ onSent }: { onSent: (email: string) => void }) {
  const { t } = useTranslation(["accounts", "lecturer"]);
  const [email, setEmail] = useState("");
  const send = useMutation({
    mutationFn: () => forgetPassword(email.trim()),
    onSuccess: () => onSent(email.trim()),
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    send.mutate();
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <Refusal error={send.error} />
        <TextInput
          label={t("lecturer:signIn.email")}
          type="email"
          autoComplete="username"
          required
          withAsterisk={false}
          size="md"
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <Button type="submit" size="md" loading={send.isPending}>
          {t("forgotten.send")}
        </Button>
      </Stack>
    </form>
  );
}

interface ResetProps {
  email: string;
  onDone: () => void;
  onAgain: () => void;
}

function ResetForm({ email, onDone, onAgain }: ResetProps) {
  const { t } = useTranslation("accounts");
  const [code, setCode] = useState("");
  const [password, setPassword] = useState("");
  const reset = useMutation({
    mutationFn: () => resetPassword(email, code, password),
    onSuccess: onDone,
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    reset.mutate();
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <Text role="status" style={{ overflowWrap: "anywhere" }}>
          {t("forgotten.sent", { email })}
        </Text>
        <Refusal error={reset.error} fields={["new_password"]} />
        <CodeField label={t("forgotten.code")} value={code} onChange={setCode} />
        <NewPasswordField value={password} onChange={setPassword} error={reset.error} />
        <Button type="submit" size="md" loading={reset.isPending}>
          {t("forgotten.submit")}
        </Button>
        <Anchor component="button" type="button" ta="start" onClick={onAgain}>
          {t("forgotten.another")}
        </Anchor>
      </Stack>
    </form>
  );
}
