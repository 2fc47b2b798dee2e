import { Modal, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { SpotChecks } from "../../api/types";
import { useClock } from "../../shared/zone";
import { Failed, Loading } from "../parts/states";
import { keys, queryClient } from "../queries";
import type { AttemptName } from "../review/api";
import { getSpotChecks } from "./api";
import { CardFace } from "./CardFace";
import { Comparison } from "./Comparison";
import { Face } from "./Face";

/** The face at the start and the card beside it, as soon as there is one of them. */
function AtTheStart({ found }: { found: SpotChecks }) {
  const { t } = useTranslation("identity");
  const { clock } = useClock();
  return (
    <Stack component="section" gap="xs" aria-label={t("atStart")}>
      <div className="faces">
        <Face
          picture={found.first}
          caption={found.first ? t("first", { time: clock(found.first.captured_ms) }) : ""}
          alt={t("firstOf", { name: found.student_name })}
          absent={t("noFace")}
        />
        <CardFace found={found} />
      </div>
      <Text size="sm" c="dimmed" style={{ overflowWrap: "anywhere" }}>
        {t("cardHow", { number: found.student_number })}
      </Text>
    </Stack>
  );
}

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
          {(found.data.card.asked || found.data.card.picture) && (
            <AtTheStart found={found.data} />
          )}
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
