import { Anchor, Button, Group, Paper, Stack, Text } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { Erasure } from "../../api/types";
import { useLanguage } from "../../i18n/useLanguage";
import { calendarDay, clockTime } from "../../shared/time";
import { Empty, Failed, Loading, PageTitle } from "../parts/states";
import { listErasures } from "../privacy/api";
import { ErasureState } from "../privacy/ErasureState";
import { keys } from "../queries";

/** What the lecturer had erased, newest first. */
export function ErasuresPage() {
  const { t } = useTranslation("privacy");
  return (
    <Stack gap="lg" maw={720}>
      <div>
        <PageTitle name={t("receipts.title")} />
        <Text c="dimmed" mt={4}>
          {t("receipts.lead")}
        </Text>
      </div>
      <Receipts />
    </Stack>
  );
}

function Receipts() {
  const { t } = useTranslation("privacy");
  const found = useInfiniteQuery({
    queryKey: keys.erasures,
    queryFn: ({ pageParam }) => listErasures(pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
  });
  if (found.isPending) return <Loading />;
  if (!found.data) return <Failed error={found.error} onRetry={() => void found.refetch()} />;
  const items = found.data.pages.flatMap((page) => page.items);
  if (items.length === 0) {
    return <Empty title={t("receipts.none")} hint={t("receipts.noneHint")} />;
  }
  return (
    <Stack align="start">
      <Paper withBorder px="md" component="ol" m={0} w="100%" style={{ listStyle: "none" }}>
        {items.map((one) => (
          <Row key={one.erasure_id} erasure={one} />
        ))}
      </Paper>
      {found.hasNextPage && (
        <Button
          variant="default"
          loading={found.isFetchingNextPage}
          onClick={() => void found.fetchNextPage()}
        >
          {t("receipts.older")}
        </Button>
      )}
    </Stack>
  );
}

function Row({ erasure }: { erasure: Erasure }) {
  const { t } = useTranslation("privacy");
  const language = useLanguage();
  const asked = `${calendarDay(erasure.asked_at, language)}, ${clockTime(erasure.asked_at, language)}`;
  return (
    <li className="observation">
      <Group justify="space-between" gap="xs">
        <div>
          <Anchor component={Link} to={`/erasures/${erasure.erasure_id}`} fw={500}>
            {erasure.exam_title}
          </Anchor>
          <Text size="sm" c="dimmed" className="figures">
            {t(`receipts.scopes.${erasure.scope}`)} · {asked}
          </Text>
        </div>
        <ErasureState erasure={erasure} />
      </Group>
    </li>
  );
}
