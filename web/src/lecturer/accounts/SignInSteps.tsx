import { Anchor, Button, Stack } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState, type SubmitEvent } from "react";
import { useTranslation } from "react-i18next";
import { answerCode, replacePassword, type SignInStep } from "../auth";
import { Entrance } from "../parts/Entrance";
import { CodeField, NewPasswordField, Refusal } from "./fields";

interface Props {
  step: SignInStep;
  /** The step after this one, or null where the sign-in begins again. */
  onStep: (step: SignInStep | null) => void;
}

/** What is asked for after a right password. */
export function SignInSteps({ step, onStep }: Props) {
  const { t } = useTranslation("accounts");
  const code = step.asks === "code";
  const [given, setGiven] = useState("");
  const go = useMutation({
    mutationFn: () => (code ? answerCode(step, given) : replacePassword(step, given)),
    onSuccess: (next) => next && onStep(next),
    onError: () => code && setGiven(""),
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    go.mutate();
  };
  return (
    <Entrance
      title={code ? t("code.title") : t("first.title")}
      lead={code ? t("code.lead") : t("first.lead")}
    >
      <form onSubmit={submit}>
        <Stack>
          <Refusal error={go.error} fields={["new_password"]} />
          {code ? (
            <CodeField label={t("code.label")} value={given} onChange={setGiven} />
          ) : (
            <NewPasswordField value={given} onChange={setGiven} error={go.error} />
          )}
          <Button type="submit" size="md" loading={go.isPending}>
            {code ? t("code.submit") : t("first.submit")}
          </Button>
        </Stack>
      </form>
      <Anchor component="button" type="button" ta="start" onClick={() => onStep(null)}>
        {t("again")}
      </Anchor>
    </Entrance>
  );
}
