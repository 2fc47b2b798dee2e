import { Button, Group, Paper, Stack, Table, Text, Title } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconDownload } from "@tabler/icons-react";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Violation } from "../../../api/types";
import { useErrorText } from "../../../i18n/useErrorText";
import { useClock } from "../../../shared/zone";
import { listViolations } from "../../api";
import { saveFile } from "../../files";
import { keys } from "../../queries";
import { exportViolations } from "../../review/api";
import { byKind, overTime } from "../../review/charts";
import { Failed, Loading } from "../states";

/** What was noted in an exam: when, of what kind, and how far the review has come. */
export function Noted({ examId }: { examId: string }) {
  const { t } = useTranslation("review");
  const violations = useQuery({
    queryKey: keys.violations(examId),
    queryFn: () => listViolations(examId),
  });
  if (violations.isPending) return <Loading />;
  if (!violations.data) {
    return <Failed error={violations.error} onRetry={() => void violations.refetch()} />;
  }
  const { items } = violations.data;
  const done = items.filter((one) => one.review !== "open").length;
  return (
    <Stack>
      <Group justify="space-between">
        <Text className="figures">
          {items.length === 0 ? t("report.none") : t("report.decided", { done, total: items.length })}
        </Text>
        <WorkbookButton examId={examId} />
      </Group>
      {items.length > 0 && (
        <>
          <OverTime violations={items} />
          <ByKind violations={items} />
        </>
      )}
    </Stack>
  );
}

function WorkbookButton({ examId }: { examId: string }) {
  const { t } = useTranslation("review");
  const errorText = useErrorText();
  const get = useMutation({
    mutationFn: () => exportViolations(examId),
    onSuccess: saveFile,
    onError: (error) =>
      notifications.show({ color: "red", message: errorText(error), role: "alert" }),
  });
  return (
    <Button
      variant="default"
      leftSection={<IconDownload size={18} aria-hidden />}
      loading={get.isPending}
      onClick={() => get.mutate()}
    >
      {t("report.xlsx")}
    </Button>
  );
}

function OverTime({ violations }: { violations: Violation[] }) {
  const { t } = useTranslation("review");
  const { clock } = useClock();
  const slices = overTime(violations);
  const most = Math.max(1, ...slices.map((slice) => slice.count));
  // As many times under the bars as there is room for.
  const every = Math.ceil(slices.length / 8);
  return (
    <Paper withBorder p={{ base: "md", sm: "lg" }} component="section">
      <Title order={2} size="sm" fw={500} mb="md">
        {t("report.overTime")}
      </Title>
      <ol className="bars wide">
        {slices.map(({ from, count }, at) => {
          const time = clock(from, false);
          return (
            <li key={from} title={t("report.bar", { time, count })}>
              <span className="unseen">{t("report.bar", { time, count })}</span>
              <span className="figures" aria-hidden>
                {count > 0 && count}
              </span>
              <span className="bar" style={{ height: `${(count / most) * 6}rem` }} aria-hidden />
              <span className="bar-from figures" aria-hidden>
                {at % every === 0 ? time : "\u00a0"}
              </span>
            </li>
          );
        })}
      </ol>
    </Paper>
  );
}

function ByKind({ violations }: { violations: Violation[] }) {
  const { t } = useTranslation("review");
  const counts = byKind(violations);
  const most = counts[0]?.all ?? 1;
  return (
    <Paper withBorder p={{ base: "md", sm: "lg" }} component="section">
      <Title order={2} size="sm" fw={500} mb="xs">
        {t("report.byKind")}
      </Title>
      <Table.ScrollContainer minWidth={320}>
        <Table className="figures" withRowBorders={false}>
          <Table.Tbody>
            {counts.map((count) => (
              <Table.Tr key={count.kind}>
                <Table.Th scope="row" fw={400} w={180}>
                  {t(`kindNames.${count.kind}`)}
                </Table.Th>
                <Table.Td>
                  <span className="kind-bar" style={{ width: `${(count.all / most) * 100}%` }}>
                    {(["confirmed", "open", "dismissed"] as const).map((review) => (
                      <span
                        key={review}
                        className={review}
                        style={{ flexGrow: count[review] }}
                        title={`${t(`states.${review}`)}: ${count[review]}`}
                      />
                    ))}
                  </span>
                </Table.Td>
                <Table.Td ta="right" w={50} fw={600}>
                  {count.all}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      <Group gap="lg" mt="xs">
        {(["confirmed", "open", "dismissed"] as const).map((review) => (
          <Group key={review} gap={6}>
            <span className={`kind-bar key ${review}`} aria-hidden />
            <Text size="sm" c="dimmed">
              {t(`states.${review}`)}
            </Text>
          </Group>
        ))}
      </Group>
    </Paper>
  );
}
