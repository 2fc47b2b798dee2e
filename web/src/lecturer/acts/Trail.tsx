import { Button, Paper, Stack, Text } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Act, AttemptSummary } from "../../api/types";
import { useClock } from "../../shared/zone";
import { listActs } from "../api";
import { Empty, Failed, Loading } from "../parts/states";
import { keys } from "../queries";

interface Props {
  examId: string;
  attempts: AttemptSummary[];
  /** Only what concerns one student. */
  only?: string;
}

/** What lecturers did in this room: who, when, what, to whom, why. */
export function Trail({ examId, attempts, only }: Props) {
  const { t } = useTranslation("lecturer");
  const acts = useInfiniteQuery({
    queryKey: keys.acts(examId),
    queryFn: ({ pageParam }) => listActs(examId, pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
  });
  if (acts.isPending) return <Loading />;
  if (!acts.data) return <Failed error={acts.error} onRetry={() => void acts.refetch()} />;
  const items = acts.data.pages
    .flatMap((page) => page.items)
    .filter((act) => only === undefined || act.attempt_ids.includes(only));
  if (items.length === 0) {
    return only === undefined ? (
      <Empty title={t("acts.none")} hint={t("acts.noneHint")} />
    ) : (
      <Text c="dimmed">{t("acts.none")}</Text>
    );
  }
  return (
    <Stack align="start">
      <Paper withBorder px="md" component="ol" m={0} w="100%" style={{ listStyle: "none" }}>
        {items.map((act) => (
          <Entry key={act.act_id} act={act} attempts={attempts} alone={only !== undefined} />
        ))}
      </Paper>
      {acts.hasNextPage && (
        <Button
          variant="default"
          loading={acts.isFetchingNextPage}
          onClick={() => void acts.fetchNextPage()}
        >
          {t("acts.older")}
        </Button>
      )}
    </Stack>
  );
}

const NAMED = 3;

interface EntryProps {
  act: Act;
  attempts: AttemptSummary[];
  alone: boolean;
}

function Entry({ act, attempts, alone }: EntryProps) {
  const { t } = useTranslation("lecturer");
  const { clock } = useClock();
  const names = new Map(attempts.map((one) => [one.attempt_id, one.student_name]));
  const named = act.attempt_ids.flatMap((id) => names.get(id) ?? []);
  const count = act.attempt_ids.length;
  const whom = act.everybody
    ? t("acts.roomOf", { count })
    : named.slice(0, NAMED).join(", ") + (count > NAMED ? ` +${count - NAMED}` : "");
  return (
    <li className="observation">
      <Text>
        <Text span fw={500}>
          {t(`acts.was.${act.kind}`, { minutes: act.minutes })}
        </Text>
        {!alone && ` · ${whom}`}
      </Text>
      {act.text && <Text style={{ overflowWrap: "anywhere" }}>“{act.text}”</Text>}
      <Text size="sm" c="dimmed" className="figures">
        {clock(act.at)} · {act.lecturer.name}
        {act.kind === "message" && ` · ${readBy(act, attempts, t)}`}
      </Text>
    </li>
  );
}

/** Who read a message: how many, and while they are few, who has not. */
function readBy(
  act: Act,
  attempts: AttemptSummary[],
  t: ReturnType<typeof useTranslation<"lecturer">>["t"],
): string {
  const told = attempts.filter((one) => act.attempt_ids.includes(one.attempt_id));
  const missing = told.filter((one) => !one.notices_read.includes(act.act_id));
  const read = told.length - missing.length;
  if (missing.length === 0) return t("acts.readByAll");
  const words = t("acts.readBy", { read, total: told.length });
  if (missing.length > NAMED || told.length === 1) return words;
  return `${words} (${t("acts.unread", { names: missing.map((one) => one.student_name).join(", ") })})`;
}
