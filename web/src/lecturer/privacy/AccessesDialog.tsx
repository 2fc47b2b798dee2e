import { Modal, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useLanguage } from "../../i18n/useLanguage";
import { calendarDay, clockTime } from "../../shared/time";
import { Failed, Loading } from "../parts/states";
import { keys } from "../queries";
import type { AttemptName } from "../review/api";
import { listAccesses } from "./api";

/** Who looked at an attempt, its report or its data. */
export function AccessesDialog({ name, onClose }: { name: AttemptName; onClose: () => void }) {
  const { t } = useTranslation(["privacy", "lecturer"]);
  const language = useLanguage();
  const found = useQuery({
    queryKey: keys.accesses(name.examId, name.attemptId),
    queryFn: () => listAccesses(name),
  });
  return (
    <Modal
      opened
      onClose={onClose}
      title={t("accesses.title")}
      closeButtonProps={{ "aria-label": t("lecturer:shell.close") }}
    >
      {found.data ? (
        <Stack gap="xs">
          <Text size="sm" c="dimmed">
            {t("accesses.lead")}
          </Text>
          {found.data.items.map((one) => (
            <div key={`${one.at}-${one.kind}-${one.lecturer.email}`}>
              <Text>
                {one.lecturer.name || one.lecturer.email} · {t(`accesses.kinds.${one.kind}`)}
              </Text>
              <Text size="sm" c="dimmed" className="figures">
                {calendarDay(one.at, language)}, {clockTime(one.at, language)}
              </Text>
            </div>
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
