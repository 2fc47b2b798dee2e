import { Group, Paper, Stack, Table, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useClock } from "../../shared/zone";
import { keys } from "../queries";
import { listRefused } from "./api";

const ASK_AGAIN_MS = 30_000;

/** Under which numbers entering was refused of late; nothing where it never was. */
export function Refused({ examId }: { examId: string }) {
  const { t } = useTranslation("roster");
  const { clock } = useClock();
  const refused = useQuery({
    queryKey: keys.refused(examId),
    queryFn: () => listRefused(examId),
    refetchInterval: ASK_AGAIN_MS,
  });
  if (!refused.data || refused.data.items.length === 0) return null;
  return (
    <Paper withBorder p="md">
      <Stack gap="sm">
        <Group justify="space-between">
          <Title order={2} size="h4">
            {t("refused.title", { count: refused.data.total })}
          </Title>
          <Text size="sm" c="dimmed">
            {t("refused.hint")}
          </Text>
        </Group>
        <Table.ScrollContainer minWidth={480} mah={260}>
          <Table className="figures" verticalSpacing={4}>
            <Table.Tbody>
              {refused.data.items.map((one) => (
                <Table.Tr key={`${one.student_number} ${one.last_at}`}>
                  <Table.Td>{clock(one.last_at, false)}</Table.Td>
                  <Table.Td>{one.student_number}</Table.Td>
                  <Table.Td>{t(`refused.${one.reason}`)}</Table.Td>
                  <Table.Td>{t("refused.times", { count: one.count })}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      </Stack>
    </Paper>
  );
}
