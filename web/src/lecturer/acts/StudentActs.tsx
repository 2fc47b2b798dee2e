import { Button, Group } from "@mantine/core";
import {
  IconCamera,
  IconCameraOff,
  IconClockPlus,
  IconMessage,
  IconPlayerPause,
  IconPlayerPlay,
  IconStar,
  IconStarFilled,
} from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { AttemptSummary, Order } from "../../api/types";
import { ActDialog, type Asked } from "./ActDialog";
import { useActs } from "./useActs";

interface Props {
  examId: string;
  attempt: AttemptSummary;
  /** The act whose dialog is open. */
  asked: Asked | null;
  onAsk: (asked: Asked | null) => void;
}

/** What can be done to one student. */
export function StudentActs({ examId, attempt, asked, onAsk }: Props) {
  const { t } = useTranslation("lecturer");
  const acts = useActs(examId);
  const act = (order: Order) => acts.mutate({ order, attemptIds: [attempt.attempt_id] });
  const writing = attempt.state === "writing";
  const paused = attempt.paused_at !== null;
  return (
    <Group gap="xs">
      <Button
        variant="default"
        aria-pressed={attempt.marked}
        leftSection={attempt.marked ? <IconStarFilled size={16} /> : <IconStar size={16} />}
        onClick={() => act({ kind: "mark", marked: !attempt.marked })}
      >
        {t(attempt.marked ? "acts.do.unmark" : "acts.do.mark")}
      </Button>
      {attempt.state !== "submitted" && (
        <Button
          variant="default"
          leftSection={<IconMessage size={16} />}
          onClick={() => onAsk("message")}
        >
          {t("acts.do.message")}
        </Button>
      )}
      {attempt.state !== "submitted" && (
        <Button
          variant={attempt.camera_rule === "asked" ? "filled" : "default"}
          leftSection={
            attempt.camera_rule === "waived" ? <IconCamera size={16} /> : <IconCameraOff size={16} />
          }
          onClick={() =>
            attempt.camera_rule === "waived"
              ? act({ kind: "require_camera" })
              : onAsk("waive_camera")
          }
        >
          {t(attempt.camera_rule === "waived" ? "acts.do.require_camera" : "acts.do.waive_camera")}
        </Button>
      )}
      {writing && (
        <>
          <Button
            variant="default"
            leftSection={<IconClockPlus size={16} />}
            onClick={() => onAsk("extra_time")}
          >
            {t("acts.do.extra_time")}
          </Button>
          <Button
            variant="default"
            leftSection={paused ? <IconPlayerPlay size={16} /> : <IconPlayerPause size={16} />}
            onClick={() => (paused ? act({ kind: "resume" }) : onAsk("pause"))}
          >
            {t(paused ? "acts.do.resume" : "acts.do.pause")}
          </Button>
          <Button variant="subtle" color="red" onClick={() => onAsk("end")}>
            {t("acts.do.end")}
          </Button>
        </>
      )}
      {asked && (
        <ActDialog
          kind={asked}
          name={attempt.student_name}
          onDo={act}
          onClose={() => onAsk(null)}
        />
      )}
    </Group>
  );
}
