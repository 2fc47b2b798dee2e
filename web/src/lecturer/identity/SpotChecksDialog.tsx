import { Modal, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Failed, Loading } from "../parts/states";
import { keys, queryClient } from "../queries";
import type { AttemptName } from "../review/api";
import { getSpotChecks } from "./api";
import { Comparison } from "./Comparison";

/** All moments of one attempt at which faces are compared, the newest first. */
export function SpotChecksDialog({ name, onClose }: { name: AttemptName; onClose: () => void }) {
  const { t } = useTranslation(["identity", "lecturer"]);
  const key = keys.spotChecks(name.examId, name.attemptId);
  const found = useQuery({ queryKey: key, queryFn: () => getSpotChecks(name) });
  return (
    <Modal
      opened
      size="lg"
      onClose={onClose}
      title={t("title")}
      closeButtonProps={{ "aria-label": t("lecturer:shell.close") }}
    >
      {found.data ? (
        <Stack gap="lg">
          <Text size="sm" c="dimmed">
            {t("lead")} {t("noModel")} {t("doubt")}
          </Text>
          {found.data.first === null && <Text>{t("noFirst")}</Text>}
          {found.data.items.length === 0 && <Text c="dimmed">{t("notYet")}</Text>}
          {[...found.data.items].reverse().map((check) => (
            <Comparison
              key={check.moment_ms}
              examId={name.examId}
              found={found.data}
              check={check}
              onDecided={(after) => queryClient.setQueryData(key, after)}
            />
          ))}
        </Stack>
      ) : found.isPending ? (
        <Loading />
      ) : (
        <Failed error={found.error} onRetry={() => void found.refetch()} />
      )}
    </Modal>
  );
}
