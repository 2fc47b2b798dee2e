import { Button, Group, Stack, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { SpotCheck, SpotChecks, SpotDecision } from "../../api/types";
import { useErrorText } from "../../i18n/useErrorText";
import { useClock } from "../../shared/zone";
import { queryClient } from "../queries";
import { decideSpotCheck } from "./api";
import { CardFace } from "./CardFace";
import { Face } from "./Face";
import "./identity.css";

const VERDICTS = ["same", "unclear", "different"] as const;

interface Props {
  examId: string;
  found: SpotChecks;
  check: SpotCheck;
  /** Whether the student card is shown among the faces. */
  withCard?: boolean;
  onDecided: (after: SpotChecks) => void;
}

/** The face at the start beside the one of a moment, and what people say of them. */
export function Comparison({ examId, found, check, withCard = false, onDecided }: Props) {
  const { t } = useTranslation("identity");
  const errorText = useErrorText();
  const { clock } = useClock();
  const name = { examId, attemptId: found.attempt_id };
  const decide = useMutation({
    mutationFn: (verdict: SpotDecision["verdict"]) =>
      decideSpotCheck(name, { moment_ms: check.moment_ms, verdict }),
    onSuccess: (after) => {
      // "Not the same" leaves something to be reviewed.
      void queryClient.invalidateQueries({ queryKey: ["review", examId] });
      onDecided(after);
    },
  });
  const time = clock(check.picture?.captured_ms ?? check.moment_ms);
  const last = check.verdicts.at(-1)?.verdict;
  return (
    <Stack component="section" gap="xs" aria-label={t("later", { time })}>
      <div className="faces">
        <Face
          picture={found.first}
          caption={found.first ? t("first", { time: clock(found.first.captured_ms) }) : ""}
          alt={t("firstOf", { name: found.student_name })}
        />
        <Face
          picture={check.picture}
          caption={t("later", { time })}
          alt={t("laterOf", { time, name: found.student_name })}
        />
        {withCard && <CardFace found={found} />}
      </div>
      {check.verdicts.map(({ verdict, by, at }) => (
        <Text key={at} size="sm" className="figures">
          {t("saidBy", { verdict: t(`said.${verdict}`), by, time: clock(Date.parse(at)) })}
        </Text>
      ))}
      {found.first && check.picture && (
        <Group gap="xs" role="group" aria-label={t("question")}>
          {VERDICTS.map((verdict) => (
            <Button
              key={verdict}
              variant={verdict === last ? "filled" : "default"}
              disabled={decide.isPending}
              onClick={() => decide.mutate(verdict)}
            >
              {t(`verdicts.${verdict}`)}
            </Button>
          ))}
        </Group>
      )}
      {decide.isError && (
        <Text c="var(--alert)" role="alert">
          {errorText(decide.error)}
        </Text>
      )}
    </Stack>
  );
}
