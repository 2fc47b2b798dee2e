import { Badge, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { RoomCamera, Violation } from "../../api/types";
import { listRoomCameras } from "../api";
import { cameraState } from "../parts/cameras/cameraState";
import { NewestPicture } from "../parts/cameras/NewestPicture";
import { keys } from "../queries";
import { useDurationText } from "../useViolationText";
import { liveFlags } from "./attention";

/** As often as the cameras' agents say how they are doing. */
const POLL_MS = 15_000;

interface Props {
  examId: string;
  violations: Violation[];
  now: number;
}

/** The cameras that look at the whole room, above its students: small, and loud only when needed. */
export function RoomCameras({ examId, violations, now }: Props) {
  const { t } = useTranslation("lecturer");
  const cameras = useQuery({
    queryKey: keys.cameras(examId),
    queryFn: () => listRoomCameras(examId),
    refetchInterval: POLL_MS,
  });
  if (!cameras.data?.items.length) return null;
  return (
    <ul className="room-cameras" aria-label={t("cameras.title")}>
      {cameras.data.items.map((camera) => (
        <li key={camera.camera_id}>
          <Card
            examId={examId}
            camera={camera}
            flags={violations.filter((one) => one.attempt_id === camera.camera_id)}
            now={now}
          />
        </li>
      ))}
    </ul>
  );
}

interface CardProps {
  examId: string;
  camera: RoomCamera;
  flags: Violation[];
  now: number;
}

function Card({ examId, camera, flags, now }: CardProps) {
  const { t } = useTranslation("lecturer");
  const duration = useDurationText();
  const state = cameraState(camera);
  const [flag] = liveFlags({ flags }, now);
  return (
    <Link className="room-camera" to={`/exams/${examId}/cameras`} data-state={state}>
      <span className="room-camera-picture">
        <NewestPicture camera={camera} />
      </span>
      <span className="room-camera-words">
        <Text span fw={500} truncate>
          {camera.name}
        </Text>
        {flag ? (
          <span className="live-flag" data-severity={flag.severity}>
            {t(`kinds.${flag.kind}`, { time: duration(flag.ended_ms - flag.started_ms) })}
          </span>
        ) : (
          <Badge
            variant={state === "on" ? "dot" : "outline"}
            color={state === "on" ? "teal" : "gray"}
            tt="none"
            fw={500}
          >
            {t(`cameras.states.${state}`)}
          </Badge>
        )}
      </span>
    </Link>
  );
}
