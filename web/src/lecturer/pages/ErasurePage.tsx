import { Anchor, Button, Group, Paper, Progress, Stack, Text } from "@mantine/core";
import { IconPrinter } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import type { Erasure } from "../../api/types";
import { useLanguage } from "../../i18n/useLanguage";
import { calendarDay, clockTime } from "../../shared/time";
import { Failed, Loading, PageTitle } from "../parts/states";
import { getErasure } from "../privacy/api";
import { ErasureState } from "../privacy/ErasureState";
import { keys } from "../queries";
import { useFigures } from "../useFigures";
import "../privacy/privacy.css";

const SOON_MS = 3_000;
const LATER_MS = 60_000;
const COUNTS = ["attempts", "observations", "violations", "pictures", "others"] as const;

/** The receipt of one erasure, which completes itself while it is looked at. */
export function ErasurePage() {
  const { erasureId = "" } = useParams();
  const { t } = useTranslation("privacy");
  const found = useQuery({
    queryKey: keys.erasure(erasureId),
    queryFn: () => getErasure(erasureId),
    refetchInterval: ({ state }) => nextLook(state.data),
  });
  return (
    <Stack gap="lg" maw={720}>
      <Anchor component={Link} to="/erasures" size="sm" className="no-print">
        ← {t("receipts.all")}
      </Anchor>
      {found.data ? (
        <Receipt erasure={found.data} />
      ) : found.isPending ? (
        <Loading />
      ) : (
        <Failed error={found.error} onRetry={() => void found.refetch()} />
      )}
    </Stack>
  );
}

function nextLook(erasure: Erasure | undefined): number | false {
  if (!erasure) return false;
  if (erasure.state === "done") return false;
  return erasure.state === "checking" ? LATER_MS : SOON_MS;
}

function Receipt({ erasure }: { erasure: Erasure }) {
  const { t } = useTranslation("privacy");
  const { done, total, state } = erasure;
  return (
    <>
      <Group justify="space-between" align="start">
        <div>
          <PageTitle name={t("receipts.one")} />
          <Text c="dimmed" mt={4}>
            {t(`receipts.scopes.${erasure.scope}`)} · {erasure.exam_title}
          </Text>
        </div>
        <Button
          variant="default"
          className="no-print"
          leftSection={<IconPrinter size={18} aria-hidden />}
          onClick={() => window.print()}
        >
          {t("receipts.print")}
        </Button>
      </Group>
      <Paper withBorder p="lg">
        <Stack gap="sm" align="start" role="status">
          <ErasureState erasure={erasure} />
          <Text>{t(`receipts.hints.${state}`, { done, total })}</Text>
          {state === "erasing" && (
            <Progress
              w="100%"
              value={total ? (100 * done) / total : 100}
              aria-label={t("receipts.states.erasing")}
            />
          )}
        </Stack>
      </Paper>
      <Facts erasure={erasure} />
    </>
  );
}

function Facts({ erasure }: { erasure: Erasure }) {
  const { t } = useTranslation("privacy");
  const figures = useFigures();
  const language = useLanguage();
  const moment = (instant: string) =>
    `${clockTime(instant, language, true)}, ${calendarDay(instant, language)}`;
  const { by, asked_at, finished_at, erased, fingerprint } = erasure;
  return (
    <Paper withBorder p="lg">
      <dl className="receipt">
        <dt>{t("receipts.by")}</dt>
        <dd>
          {by.name || by.email}
          {by.name && (
            <Text span size="sm" c="dimmed" display="block">
              {by.email}
            </Text>
          )}
        </dd>
        <dt>{t("receipts.askedAt")}</dt>
        <dd className="figures">{moment(asked_at)}</dd>
        {finished_at && (
          <>
            <dt>{t("receipts.finishedAt")}</dt>
            <dd className="figures">{moment(finished_at)}</dd>
          </>
        )}
        {/* Nothing is counted before it began. */}
        {erasure.state !== "waiting" && COUNTS.map((kind) => (
          <div key={kind} className="row">
            <dt>{t(`receipts.counts.${kind}`)}</dt>
            <dd className="figures">{figures(erased[kind])}</dd>
          </div>
        ))}
        <dt>{t("receipts.fingerprint")}</dt>
        <dd>
          <code>{fingerprint}</code>
          <Text size="sm" c="dimmed">
            {t("receipts.fingerprintHint")}
          </Text>
        </dd>
      </dl>
    </Paper>
  );
}
