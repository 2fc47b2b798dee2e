import { Paper, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useClock } from "../../../shared/zone";
import { listCorrections } from "../../corrections";
import { keys } from "../../queries";

/** Which keys were corrected, by whom and why; nothing where none was. */
export function CorrectionTrail({ examId }: { examId: string }) {
  const { t } = useTranslation("lecturer");
  const { clock, day } = useClock();
  const trail = useQuery({
    queryKey: keys.corrections(examId),
    queryFn: () => listCorrections(examId),
  });
  if (!trail.data?.items.length) return null;
  return (
    <Paper component="section" withBorder p="md">
      <Title order={3} size="h5" mb="xs">
        {t("corrections.trail")}
      </Title>
      <Stack gap="xs">
        {trail.data.items.map((correction) => (
          <div key={correction.at}>
            <Text size="sm" c="dimmed">
              {day(correction.at)} {clock(correction.at, false)} ·{" "}
              {correction.by.name}
            </Text>
            <Text>{correction.reason}</Text>
            {correction.after.map((question) => (
              <Text key={question.question_id} size="sm" lineClamp={1}>
                {question.text}
              </Text>
            ))}
          </div>
        ))}
      </Stack>
    </Paper>
  );
}
