import { Anchor, Paper, Stack, Text, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { RemovedCamera } from "../../../api/types";
import { useClock } from "../../../shared/zone";

interface Props {
  examId: string;
  cameras: RemovedCamera[];
}

/** Cameras that send nothing any more: what they saw is still to be reviewed. */
export function RemovedCameras({ examId, cameras }: Props) {
  const { t } = useTranslation("lecturer");
  if (cameras.length === 0) return null;
  return (
    <Stack component="section" gap="xs" aria-labelledby="removed-cameras">
      <Title order={2} size="h4" id="removed-cameras">
        {t("cameras.removed")}
      </Title>
      <Paper withBorder px="md" component="ul" m={0} style={{ listStyle: "none" }}>
        {cameras.map((camera) => (
          <Removed key={camera.camera_id} examId={examId} camera={camera} />
        ))}
      </Paper>
    </Stack>
  );
}

function Removed({ examId, camera }: { examId: string; camera: RemovedCamera }) {
  const { t } = useTranslation("lecturer");
  const { span, clock } = useClock();
  const { enrolled_at: from, last_seen_at: until } = camera;
  return (
    <li className="observation">
      <Text fw={500} style={{ overflowWrap: "anywhere" }}>
        {camera.name}
      </Text>
      <Text size="sm" c="dimmed" className="figures">
        {until === null ? clock(from, false) : span(from, until)}
      </Text>
      <Anchor component={Link} to={`/exams/${examId}/cameras/${camera.camera_id}`} size="sm">
        {t("cameras.review")}
      </Anchor>
    </li>
  );
}
