import { Badge, Group, Paper, Stack, Text } from "@mantine/core";
import type { UseQueryResult } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Evidence, Violation, ViolationList } from "../../api/types";
import { useClock } from "../../shared/zone";
import { useViolationText } from "../useViolationText";
import { needsLook } from "../violations";
import { EvidenceDialog, Thumbnail } from "./EvidencePicture";
import { Empty, Failed, Loading } from "./states";

interface Props {
  query: UseQueryResult<ViolationList>;
  /** Show those of one attempt alone. */
  only?: string;
}

export function Observations({ query, only }: Props) {
  const { t } = useTranslation("lecturer");
  const [shown, setShown] = useState<{ violation: Violation; evidence: Evidence } | null>(null);
  if (query.isPending) return <Loading />;
  if (!query.data) return <Failed error={query.error} onRetry={() => void query.refetch()} />;
  const violations = query.data.items.filter((one) => only === undefined || one.attempt_id === only);
  return (
    <Stack gap="sm">
      {violations.length === 0 ? (
        <Empty title={t("room.noObservations")} hint={t("room.noObservationsHint")} />
      ) : (
        <Paper withBorder px="md" component="ul" m={0} style={{ listStyle: "none" }}>
          {violations.map((violation) => (
            <Observation
              key={violation.violation_id}
              violation={violation}
              onShow={(evidence) => setShown({ violation, evidence })}
            />
          ))}
        </Paper>
      )}
      {shown && <EvidenceDialog {...shown} onClose={() => setShown(null)} />}
    </Stack>
  );
}

interface ObservationProps {
  violation: Violation;
  onShow: (evidence: Evidence) => void;
}

function Observation({ violation, onShow }: ObservationProps) {
  const { t } = useTranslation("lecturer");
  const { clock } = useClock();
  const text = useViolationText();
  return (
    <li className="observation">
      <Group justify="space-between" align="start" wrap="nowrap" gap="sm">
        <div style={{ overflowWrap: "anywhere" }}>
          <Text fw={500}>{text(violation)}</Text>
          <Text size="sm" c="dimmed" className="figures">
            {clock(violation.started_ms)} · {violation.student_name} ·{" "}
            {violation.student_number}
          </Text>
        </div>
        {needsLook(violation) && (
          <Badge color="red" variant="light" tt="none" fw={600} style={{ flex: "none" }}>
            {t("room.look")}
          </Badge>
        )}
        {violation.review !== "open" && (
          <Badge color="gray" variant="light" tt="none" fw={500} style={{ flex: "none" }}>
            {t(`review.${violation.review}`)}
          </Badge>
        )}
      </Group>
      {violation.evidence.length > 0 && (
        <Group gap="xs" mt="xs">
          {violation.evidence.map((evidence) => (
            <Thumbnail key={evidence.captured_ms} evidence={evidence} onShow={onShow} />
          ))}
        </Group>
      )}
    </li>
  );
}
