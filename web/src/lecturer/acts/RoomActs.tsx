import { Button, Menu } from "@mantine/core";
import {
  IconChevronDown,
  IconClockPlus,
  IconMessage,
  IconPlayerPause,
  IconPlayerPlay,
} from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { AttemptSummary } from "../../api/types";
import { ActDialog, type Asked } from "./ActDialog";
import { useActs } from "./useActs";

/** What can be done to the whole room. */
export function RoomActs({ examId, attempts }: { examId: string; attempts: AttemptSummary[] }) {
  const { t } = useTranslation("lecturer");
  const acts = useActs(examId);
  const [asked, setAsked] = useState<Asked | null>(null);
  const writing = attempts.filter((one) => one.state === "writing");
  const paused = writing.filter((one) => one.paused_at !== null);
  return (
    <>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <Button
            variant="default"
            loading={acts.isPending}
            disabled={attempts.every((one) => one.state === "submitted")}
            rightSection={<IconChevronDown size={16} aria-hidden />}
          >
            {t("acts.room")}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconMessage size={16} />} onClick={() => setAsked("message")}>
            {t("acts.do.message")}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconClockPlus size={16} />}
            disabled={writing.length === 0}
            onClick={() => setAsked("extra_time")}
          >
            {t("acts.do.extra_time")}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconPlayerPause size={16} />}
            disabled={paused.length === writing.length}
            onClick={() => setAsked("pause")}
          >
            {t("acts.do.pause")}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconPlayerPlay size={16} />}
            disabled={paused.length === 0}
            onClick={() => acts.mutate({ order: { kind: "resume" }, attemptIds: null })}
          >
            {t("acts.do.resume")}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {asked && (
        <ActDialog
          kind={asked}
          name={null}
          onDo={(order) => acts.mutate({ order, attemptIds: null })}
          onClose={() => setAsked(null)}
        />
      )}
    </>
  );
}
