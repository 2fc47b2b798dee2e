import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Empty, Failed, Loading } from "../parts/states";
import { getNextSpotCheck } from "./api";
import { Comparison } from "./Comparison";

/** A room's students one after the other: is it still the face of the start? */
export function RoomCheckDialog({ examId, onClose }: { examId: string; onClose: () => void }) {
  const { t } = useTranslation(["identity", "lecturer"]);
  const [after, setAfter] = useState<string | null>(null);
  const next = useQuery({
    queryKey: ["next-spot-check", examId, after],
    queryFn: () => getNextSpotCheck(examId, after),
    staleTime: Infinity,
    gcTime: 0,
  });
  const found = next.data?.check;
  const check = found?.items[0];
  return (
    <Modal
      opened
      size="lg"
      onClose={onClose}
      title={t("title")}
      closeButtonProps={{ "aria-label": t("lecturer:shell.close") }}
    >
      {next.isPending ? (
        <Loading />
      ) : next.isError ? (
        <Failed error={next.error} onRetry={() => void next.refetch()} />
      ) : found && check ? (
        <Stack gap="md">
          <Text size="sm" c="dimmed">
            {t("lead")} {t("noModel")} {t("doubt")}
          </Text>
          <Text fw={600} size="lg" style={{ overflowWrap: "anywhere" }}>
            {found.student_name}{" "}
            <Text span c="dimmed" fw={400} className="figures">
              {found.student_number}
            </Text>
          </Text>
          <Comparison
            key={found.attempt_id}
            examId={examId}
            found={found}
            check={check}
            withCard
            onDecided={() => setAfter(found.attempt_id)}
          />
          <Group justify="end">
            <Button variant="subtle" onClick={() => setAfter(found.attempt_id)}>
              {t("skip")}
            </Button>
          </Group>
        </Stack>
      ) : (
        <Stack align="center">
          <Empty title={t("none")} hint={t("noneHint")} />
          {after !== null && (
            <Button variant="default" onClick={() => setAfter(null)}>
              {t("again")}
            </Button>
          )}
        </Stack>
      )}
    </Modal>
  );
}
