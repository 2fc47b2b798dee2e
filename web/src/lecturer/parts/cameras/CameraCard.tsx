import { Anchor, Badge, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { modals } from "@mantine/modals";
import { IconTrash } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { RoomCamera } from "../../../api/types";
import { removeRoomCamera } from "../../api";
import { keys } from "../../queries";
import { Tool } from "../Tool";
import { cameraState } from "./cameraState";
import { CrowdForm } from "./CrowdForm";
import { NewestPicture } from "./NewestPicture";

interface Props {
  examId: string;
  camera: RoomCamera;
}

/** One room camera: its newest picture, how it is doing, what it should see. */
export function CameraCard({ examId, camera }: Props) {
  const { t } = useTranslation("lecturer");
  const state = cameraState(camera);
  return (
    <Paper withBorder p="md" component="article" aria-label={camera.name}>
      <Stack gap="sm">
        <Group justify="space-between" wrap="nowrap">
          <Title order={2} size="h4" style={{ overflowWrap: "anywhere" }}>
            {camera.name}
          </Title>
          <Group gap="xs" wrap="nowrap">
            <Badge
              variant={state === "on" ? "dot" : "outline"}
              color={state === "on" ? "teal" : "gray"}
              tt="none"
              fw={500}
            >
              {t(`cameras.states.${state}`)}
            </Badge>
            <RemoveButton examId={examId} camera={camera} />
          </Group>
        </Group>
        <div className="live-picture">
          <NewestPicture camera={camera} />
        </div>
        <Text size="sm" c="dimmed" className="figures">
          {[
            t("cameras.sent", { count: camera.sent }),
            camera.waiting > 0 && t("cameras.waiting", { count: camera.waiting }),
            camera.lost > 0 && t("cameras.lost", { count: camera.lost }),
          ]
            .filter(Boolean)
            .join(" · ")}
        </Text>
        <Anchor component={Link} to={`/exams/${examId}/cameras/${camera.camera_id}`} size="sm">
          {t("cameras.review")}
        </Anchor>
        <CrowdForm examId={examId} camera={camera} />
      </Stack>
    </Paper>
  );
}

function RemoveButton({ examId, camera }: Props) {
  const { t } = useTranslation("lecturer");
  const queries = useQueryClient();
  const remove = useMutation({
    mutationFn: () => removeRoomCamera(examId, camera.camera_id),
    onSuccess: () => queries.invalidateQueries({ queryKey: keys.cameras(examId) }),
  });
  const ask = () =>
    modals.openConfirmModal({
      title: t("cameras.remove"),
      withCloseButton: false,
      children: <Text>{t("cameras.removeText", { name: camera.name })}</Text>,
      labels: { confirm: t("cameras.remove"), cancel: t("cameras.cancel") },
      onConfirm: () => remove.mutate(),
    });
  return (
    <Tool label={t("cameras.remove")} disabled={remove.isPending} onClick={ask}>
      <IconTrash size={18} />
    </Tool>
  );
}
