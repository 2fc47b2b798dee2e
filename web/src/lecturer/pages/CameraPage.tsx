import { Alert, Anchor, Badge, Group, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import type { CameraReview } from "../../api/types";
import { Zone } from "../../shared/zone";
import { Failed, Loading, PageTitle } from "../parts/states";
import { keys } from "../queries";
import { getCameraReview } from "../review/api";
import { Reviewer } from "../review/Reviewer";
import { asReviewable, Room } from "../review/watched";
import "../review/review.css";

/** What one room camera saw in the whole exam, and what people decide about it. */
export function CameraPage() {
  const { examId = "", cameraId = "" } = useParams();
  const review = useQuery({
    queryKey: keys.review(examId, cameraId),
    queryFn: () => getCameraReview(examId, cameraId),
    // The addresses of pictures work for a quarter of an hour.
    staleTime: 10 * 60_000,
    refetchInterval: 10 * 60_000,
  });
  if (review.isPending) return <Loading />;
  if (!review.data) return <Failed error={review.error} onRetry={() => void review.refetch()} />;
  return (
    <Zone value={review.data.time_zone}>
      <Room value={true}>
        <Stack gap="lg">
          <CameraHeader review={review.data} />
          <Reviewer name={{ examId, attemptId: cameraId }} review={asReviewable(review.data)} />
        </Stack>
      </Room>
    </Zone>
  );
}

function CameraHeader({ review }: { review: CameraReview }) {
  const { t } = useTranslation("review");
  const { crowd } = review;
  const expected = crowd && { people: crowd.expected, tolerance: crowd.tolerance };
  return (
    <Stack gap="sm">
      <Anchor component={Link} to={`/exams/${review.exam_id}/cameras`} size="sm">
        ← {t("camera.back")}
      </Anchor>
      <div>
        <Group gap="sm">
          <PageTitle name={t("camera.title", { name: review.name })}>{review.name}</PageTitle>
          {review.removed && (
            <Badge variant="outline" color="gray" tt="none" fw={500}>
              {t("camera.removed")}
            </Badge>
          )}
        </Group>
        <Text c="dimmed">
          {review.exam_title} ·{" "}
          {expected
            ? t(expected.tolerance ? "camera.expectedAbout" : "camera.expected", expected)
            : t("camera.notExpected")}
        </Text>
      </div>
      {review.review_rules.second_reviewer && (
        <Alert className="warm-alert" py="xs">
          {t("secondReviewer")}
        </Alert>
      )}
    </Stack>
  );
}
