import { Button, Group, Paper, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconEar, IconMicrophone, IconX } from "@tabler/icons-react";
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
  /** Whether the exam lets lecturers hear its students. */
  sound: boolean;
  /** Whether many are watched beside this student. */
  amongMany: boolean;
  onClose: () => void;
}

/** One student's camera: live, or a picture a second where no way leads to it. */
export function LiveTile({ examId, line, attemptId, name, sound, amongMany, onClose }: Props) {
  const { t } = useTranslation("lecturer");
  const viewer = useViewer(line, attemptId);
  const state = useStore(viewer.state);
  useEffect(() => viewer.amongMany(amongMany), [viewer, amongMany]);
  return (
    <Paper withBorder p="xs" component="section" aria-label={name}>
      <div className="live-picture">
        {state === "away" ? (
          <StillPictures examId={examId} attemptId={attemptId} name={name} />
        ) : (
          <Video viewer={viewer} name={name} />
        )}
        <span className="live-name">{name}</span>
      </div>
      <Group justify="space-between" mt="xs" gap="xs" wrap="nowrap" mih={36}>
        <Text size="sm" role="status" c={state === "live" ? undefined : "dimmed"}>
          {t(`live.states.${state}`)}
        </Text>
        <Group gap="xs" justify="end">
          {state === "live" && sound && <ListenButton viewer={viewer} name={name} />}
          {state === "live" && <TalkButton viewer={viewer} />}
          <Tool label={t("live.stop", { name })} onClick={onClose}>
            <IconX size={18} />
          </Tool>
        </Group>
      </Group>
    </Paper>
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

/** The student's sound, from press to press. */
function ListenButton({ viewer, name }: { viewer: Viewer; name: string }) {
  const { t } = useTranslation("lecturer");
  const state = useStore(viewer.sound);
  const stream = useStore(viewer.voice);
  const listening = state === "listening";
  useEffect(() => {
    if (!stream || !listening) return;
    const audio = new Audio();
    audio.srcObject = stream;
    void audio.play().catch(() => undefined);
    return () => {
      audio.srcObject = null;
    };
  }, [stream, listening]);
  if (state === "none") {
    return (
      <Text size="sm" c="dimmed">
        {t("live.noSound")}
      </Text>
    );
  }
  return (
    <Button
      size="xs"
      variant={listening ? "filled" : "default"}
      leftSection={<IconEar size={16} />}
      aria-label={t("live.listenTo", { name })}
      aria-pressed={listening}
      onClick={() => viewer.listen(!listening)}
    >
      {t(listening ? "live.listening" : "live.listen")}
    </Button>
  );
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
