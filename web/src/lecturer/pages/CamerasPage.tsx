import { Anchor, Button, Group, SimpleGrid, Stack, Text } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import type { Exam } from "../../api/types";
import { useErrorText } from "../../i18n/useErrorText";
import { Zone } from "../../shared/zone";
import { drawCameraKey, getExam, listRoomCameras } from "../api";
import { CameraCard } from "../parts/cameras/CameraCard";
import { CameraKeyNotice } from "../parts/cameras/CameraKeyNotice";
import { RemovedCameras } from "../parts/cameras/RemovedCameras";
import { Fault } from "../parts/Fault";
import { Empty, Failed, Loading, PageTitle } from "../parts/states";
import { keys } from "../queries";

const POLL_MS = 5000;

/** The cameras that look at the whole room: how they are doing, how another one is added. */
export function CamerasPage() {
  const { t } = useTranslation("lecturer");
  const { examId = "" } = useParams();
  const exam = useQuery({ queryKey: keys.exam(examId), queryFn: () => getExam(examId) });
  if (exam.isPending) return <Loading />;
  if (!exam.data) return <Failed error={exam.error} onRetry={() => void exam.refetch()} />;
  return (
    <Stack gap="lg">
      <Anchor component={Link} to={`/exams/${examId}/room`} size="sm">
        ← {t("cameras.back")}
      </Anchor>
      <div>
        <PageTitle name={t("cameras.title")} />
        <Text c="dimmed">{exam.data.title}</Text>
      </div>
      <Text maw="60ch">{t("cameras.hint")}</Text>
      <NewCamera exam={exam.data} />
      <Zone value={exam.data.time_zone}>
        <Cameras examId={examId} />
      </Zone>
    </Stack>
  );
}

function NewCamera({ exam }: { exam: Exam }) {
  const { t } = useTranslation("lecturer");
  const errorText = useErrorText();
  const draw = useMutation({ mutationFn: () => drawCameraKey(exam.exam_id) });
  return (
    <Stack gap="sm" align="start">
      <Button variant="default" loading={draw.isPending} onClick={() => draw.mutate()}>
        {t("cameras.getKey")}
      </Button>
      {draw.error && <Fault>{errorText(draw.error)}</Fault>}
      {draw.data && <CameraKeyNotice drawn={draw.data} roomCode={exam.room_code} />}
    </Stack>
  );
}

function Cameras({ examId }: { examId: string }) {
  const { t } = useTranslation("lecturer");
  const cameras = useQuery({
    queryKey: keys.cameras(examId),
    queryFn: () => listRoomCameras(examId),
    refetchInterval: POLL_MS,
  });
  if (cameras.isPending) return <Loading />;
  if (!cameras.data) {
    return <Failed error={cameras.error} onRetry={() => void cameras.refetch()} />;
  }
  const { items, removed } = cameras.data;
  return (
    <>
      {items.length === 0 ? (
        <Empty title={t("cameras.none")} hint={t("cameras.noneHint")} />
      ) : (
        <Group component="section" aria-label={t("cameras.title")}>
          <SimpleGrid cols={{ base: 1, md: 2 }} w="100%">
            {items.map((camera) => (
              <CameraCard key={camera.camera_id} examId={examId} camera={camera} />
            ))}
          </SimpleGrid>
        </Group>
      )}
      <RemovedCameras examId={examId} cameras={removed} />
    </>
  );
}
