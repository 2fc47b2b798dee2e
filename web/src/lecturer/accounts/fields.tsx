import { Alert, PasswordInput, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { ApiError } from "../../api/errors";
import { useErrorText } from "../../i18n/useErrorText";

interface FieldProps {
  value: string;
  onChange: (value: string) => void;
  /** What a request met that was sent with this. */
  error: unknown;
}

/** A password that is being chosen. */
export function NewPasswordField({ value, onChange, error }: FieldProps) {
  const { t } = useTranslation("accounts");
  return (
    <PasswordInput
      label={t("newPassword")}
      description={t("passwordHint")}
      autoComplete="new-password"
      required
      withAsterisk={false}
      size="md"
      value={value}
      error={problemAt(error, "new_password")}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

/** Six digits of an app or a mail. */
export function CodeField({ label, value, onChange }: Omit<FieldProps, "error"> & { label: string }) {
  return (
    <TextInput
      label={label}
      inputMode="numeric"
      autoComplete="one-time-code"
      pattern="[0-9]{6}"
      maxLength={6}
      required
      withAsterisk={false}
      size="md"
      maw={200}
      className="figures"
      value={value}
      onChange={(event) => onChange(event.currentTarget.value.replace(/\D/g, ""))}
    />
  );
}

/** What a request met that no field shows. */
export function Refusal({ error, fields = [] }: { error: unknown; fields?: readonly string[] }) {
  const errorText = useErrorText();
  if (!error || fields.some((field) => problemAt(error, field))) return null;
  return (
    <Alert color="red" role="alert">
      {errorText(error)}
    </Alert>
  );
}

/** What is wrong with one field of what was sent, in the reader's language. */
export function problemAt(error: unknown, path: string): string | undefined {
  if (!(error instanceof ApiError)) return undefined;
  return error.problems.find((problem) => problem.path === path)?.message;
}
