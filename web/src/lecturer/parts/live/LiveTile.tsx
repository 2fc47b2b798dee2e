import { Button, Group, Paper, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconMicrophone, IconX } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useStore } from "../../../shared/useStore";
import type { CallLine } from "../../liveVideo/line";
import { useViewer } from "../../liveVideo/useCalls";
import type { Viewer } from "../../liveVideo/viewer";
import { Tool } from "../Tool";
import { StillPictures } from "./StillPictures";

interface Props {
  examId: string;
  line: CallLine;
  attemptId: string;
  name: string;
  onClose: () => void;
}

/** One student's camera: live, or a picture a second where no way leads to it. */
export function LiveTile({ examId, line, attemptId, name, onClose }: Props) {
  const { t } = useTranslation("lecturer");
  const viewer = useViewer(line, attemptId);
  return (
    <Paper withBorder p="sm" component="section" aria-label={name}>
      <Group justify="space-between" wrap="nowrap" mb="xs">
        <Text fw={500} truncate>
          {name}
        </Text>
        <Tool label={t("live.stop", { name })} onClick={onClose}>
          <IconX size={18} />
        </Tool>
      </Group>
      <View examId={examId} viewer={viewer} name={name} />
    </Paper>
  );
}

interface ViewProps {
  examId: string;
  viewer: Viewer;
  name: string;
}

function View({ examId, viewer, name }: ViewProps) {
  const { t } = useTranslation("lecturer");
  const state = useStore(viewer.state);
  return (
    <>
      <div className="live-picture">
        {state === "away" ? (
          <StillPictures examId={examId} attemptId={viewer.attemptId} name={name} />
        ) : (
          <Video viewer={viewer} name={name} />
        )}
      </div>
      <Group justify="space-between" mt="xs" gap="xs" mih={36}>
        <Text size="sm" role="status" c={state === "live" ? undefined : "dimmed"}>
          {t(`live.states.${state}`)}
        </Text>
        {state === "live" && <TalkButton viewer={viewer} />}
      </Group>
    </>
  );
}

function Video({ viewer, name }: { viewer: Viewer; name: string }) {
  const { t } = useTranslation("lecturer");
  const stream = useStore(viewer.stream);
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    if (video.current) video.current.srcObject = stream;
  }, [stream]);
  return <video ref={video} autoPlay muted playsInline aria-label={t("live.picture", { name })} />;
}

/** Heard as long as it is held: with the pointer, or with the space bar. */
function TalkButton({ viewer }: { viewer: Viewer }) {
  const { t } = useTranslation("lecturer");
  const [talking, setTalking] = useState(false);
  const say = (on: boolean) => {
    if (on === talking) return;
    setTalking(on);
    viewer.talk(on).catch(() => {
      setTalking(false);
      notifications.show({ color: "red", message: t("live.noMicrophone") });
    });
  };
  return (
    <Button
      size="xs"
      variant={talking ? "filled" : "default"}
      leftSection={<IconMicrophone size={16} />}
      aria-pressed={talking}
      onPointerDown={() => say(true)}
      onPointerUp={() => say(false)}
      onPointerLeave={() => say(false)}
      onPointerCancel={() => say(false)}
      onKeyDown={(event) => {
        if (event.key === " " && !event.repeat) say(true);
      }}
      onKeyUp={(event) => {
        if (event.key === " ") say(false);
      }}
      onBlur={() => say(false)}
    >
      {t(talking ? "live.talking" : "live.talk")}
    </Button>
  );
}
