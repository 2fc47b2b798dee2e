import { Alert, Anchor, Chip, Group, SimpleGrid, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useParams, useSearchParams } from "react-router";
import type { AttemptSummary } from "../../api/types";
import { useStore } from "../../shared/useStore";
import { getExam, listAttempts } from "../api";
import type { CallLine } from "../liveVideo/line";
import { useCallLine } from "../liveVideo/useCalls";
import { LiveTile } from "../parts/live/LiveTile";
import { Empty, Failed, Loading, PageTitle } from "../parts/states";
import { keys } from "../queries";

const POLL_MS = 10_000;
const MOST = 9;
/** From so many on a picture is a third of the page wide at most. */
const MANY = 5;
const CHOSEN = "attempt";

/** Students' cameras live, up to nine at once; the address says whose. */
export function LivePage() {
  const { t } = useTranslation("lecturer");
  const { examId = "" } = useParams();
  const line = useCallLine(examId);
  const exam = useQuery({ queryKey: keys.exam(examId), queryFn: () => getExam(examId) });
  const attempts = useQuery({
    // Not the wall's key: that one holds what the wall made of several answers.
    queryKey: ["who may be watched", examId],
    queryFn: () => listAttempts(examId),
    refetchInterval: POLL_MS,
  });
  if (exam.isPending || attempts.isPending) return <Loading />;
  if (!exam.data) return <Failed error={exam.error} onRetry={() => void exam.refetch()} />;
  if (!attempts.data) {
    return <Failed error={attempts.error} onRetry={() => void attempts.refetch()} />;
  }
  const sound = exam.data.settings.student_sound ?? false;
  const writing = attempts.data.items.filter((one) => one.state === "writing");
  return (
    <Stack gap="lg">
      <Anchor component={Link} to={`/exams/${examId}/room`} size="sm">
        ← {t("live.back")}
      </Anchor>
      <div>
        <PageTitle name={t("live.title")} />
        <Text c="dimmed">{exam.data.title}</Text>
      </div>
      <Text maw="60ch">
        {t("live.hint", { most: MOST })} {sound && t("live.soundHint")}
      </Text>
      {writing.length === 0 ? (
        <Empty title={t("live.nobody")} hint={t("live.nobodyHint")} />
      ) : (
        <Watching examId={examId} line={line} students={writing} sound={sound} />
      )}
    </Stack>
  );
}

interface WatchingProps {
  examId: string;
  line: CallLine;
  students: AttemptSummary[];
  sound: boolean;
}

function Watching({ examId, line, students, sound }: WatchingProps) {
  const { t } = useTranslation("lecturer");
  const open = useStore(line.open);
  const [address, setAddress] = useSearchParams();
  const known = new Map(students.map((student) => [student.attempt_id, student]));
  // The address follows, and does not lead: it changes a moment late, and of two quick choices
  // the second would undo the first.
  const [asked, setAsked] = useState(() => address.getAll(CHOSEN));
  const chosen = asked.filter((one) => known.has(one)).slice(0, MOST);
  const choose = (attemptIds: string[]) => {
    setAsked(attemptIds);
    setAddress({ [CHOSEN]: attemptIds.slice(0, MOST) }, { replace: true });
  };
  const full = chosen.length >= MOST;
  return (
    <Stack gap="lg">
      <Chip.Group multiple value={chosen} onChange={choose}>
        <Group gap="xs" role="group" aria-label={t("live.choose")}>
          {students.map(({ attempt_id, student_name }) => (
            <Chip
              key={attempt_id}
              value={attempt_id}
              disabled={full && !chosen.includes(attempt_id)}
            >
              {student_name}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
      {full && students.length > MOST && (
        <Text size="sm" role="status">
          {t("live.full", { most: MOST })}
        </Text>
      )}
      {!open && (
        <Alert color="gray" role="status">
          {t("live.noLine")}
        </Alert>
      )}
      <SimpleGrid
        className="live-wall"
        cols={{ base: 1, sm: Math.min(chosen.length || 1, 2), lg: columns(chosen) }}
        style={{ "--live-rows": Math.ceil(chosen.length / columns(chosen)) }}
      >
        {chosen.map((attemptId) => (
          <LiveTile
            key={attemptId}
            examId={examId}
            line={line}
            attemptId={attemptId}
            name={known.get(attemptId)?.student_name ?? ""}
            sound={sound}
            amongMany={chosen.length >= MANY}
            onClose={() => choose(chosen.filter((one) => one !== attemptId))}
          />
        ))}
      </SimpleGrid>
    </Stack>
  );
}

function columns(chosen: string[]): number {
  return chosen.length >= MANY ? 3 : Math.min(chosen.length || 1, 2);
}
