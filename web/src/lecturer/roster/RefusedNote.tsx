import { Anchor, Group, Paper, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useClock } from "../../shared/zone";
import { keys } from "../queries";
import { listRefused } from "./api";
import { refusedLately } from "./refused";

const ASK_AGAIN_MS = 30_000;

/** On the wall: under which numbers somebody was turned away in the last minutes. */
export function RefusedNote({ examId, now }: { examId: string; now: number }) {
  const { t } = useTranslation("roster");
  const { clock } = useClock();
  const refused = useQuery({
    queryKey: keys.refused(examId),
    queryFn: () => listRefused(examId),
    refetchInterval: ASK_AGAIN_MS,
  });
  const { shown, more } = refusedLately(refused.data?.items ?? [], now);
  if (shown.length === 0) return null;
  const times = (count: number) => t("refused.times", { count });
  return (
    <Paper withBorder px="md" py="xs" mb="md" role="status">
      <Group justify="space-between" gap="xs">
        <Text size="sm" className="figures">
          <Text span fw={500}>
            {t("refused.lately")}
          </Text>{" "}
          {shown
            .map(({ student_number, reason, count, last_at }) =>
              [student_number, t(`refused.${reason}`), times(count), clock(last_at, false)].join(" · "),
            )
            .join("; ")}
          {more > 0 && ` ${t("refused.more", { count: more })}`}
        </Text>
        <Anchor component={Link} to={`/exams/${examId}/roster`} size="sm">
          {t("refused.all")}
        </Anchor>
      </Group>
    </Paper>
  );
}
