import { Group, SegmentedControl, Stack, Text, TextInput, UnstyledButton } from "@mantine/core";
import { useViewportSize } from "@mantine/hooks";
import { IconGrid3x3, IconLayoutGrid, IconSearch, IconSquares } from "@tabler/icons-react";
import { useCallback, useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { AttemptSummary } from "../../api/types";
import { Empty } from "../parts/states";
import { FILTERS, inOrder, passes, steady, type Filter } from "./attention";
import { fitCards } from "./fit";
import type { FrameFeed } from "./frames";
import { Grid } from "./Grid";
import { HeatCell } from "./HeatCell";
import { StudentCard } from "./StudentCard";
import { useView, VIEWS, type View } from "./view";

interface Props {
  attempts: AttemptSummary[];
  now: number;
  feed: FrameFeed;
  onOpen: (attemptId: string) => void;
  /** The student whose page is open beside the wall: their picture is wanted too. */
  opened: string | null;
}

const WORDS_PX = 62;
const GAP_PX = 14;
/** What stands above the cards when they are scrolled to. */
const BAR_PX = 64;
const HEAT_CELL_PX = 72;
const HEAT_ROW_PX = 40;
const HEAT_GAP_PX = 6;

/** All students, those who need eyes first. */
export function Wall({ attempts, now, feed, onOpen, opened }: Props) {
  const { t } = useTranslation("lecturer");
  const [view, setView] = useView();
  const [filter, setFilter] = useState<Filter>("all");
  const [words, setWords] = useState("");
  const { height: screen } = useViewportSize();
  const [pointed, setPointed] = useState(false);
  const found = useMemo(() => matching(attempts, words), [attempts, words]);
  const shown = found.filter((attempt) => passes(attempt, filter, now));
  const ordered = useSteadyOrder(inOrder(shown, now), pointed || opened !== null);

  const [inSight, setInSight] = useState<string[]>([]);
  // As a text, so that it changes only with what it says.
  const writing = attempts.flatMap((one) => (one.state === "writing" ? [one.attempt_id] : [])).join();
  useEffect(() => {
    const cards = view === "dense" ? [] : inSight;
    const watched = opened && !cards.includes(opened) ? [opened, ...cards] : cards;
    feed.watch(watched, opened, writing.split(","));
  }, [feed, view, inSight, opened, writing]);
  const onVisible = useCallback((ids: string[]) => setInSight(ids), []);

  if (attempts.length === 0) {
    return <Empty title={t("room.noStudents")} hint={t("room.noStudentsHint")} />;
  }
  return (
    <Stack gap="md">
      <Group justify="space-between" gap="sm">
        <Filters {...{ attempts, now, filter, setFilter }} />
        <Group gap="sm">
          <TextInput
            aria-label={t("wall.search")}
            placeholder={t("wall.search")}
            leftSection={<IconSearch size={16} aria-hidden />}
            value={words}
            onChange={(event) => setWords(event.currentTarget.value)}
            className="wall-search"
          />
          <ViewChoice view={view} onView={setView} />
        </Group>
      </Group>
      {ordered.length === 0 ? (
        <Text c="dimmed">{t("wall.nobody")}</Text>
      ) : (
        <div onPointerEnter={() => setPointed(true)} onPointerLeave={() => setPointed(false)}>
          {view === "dense" ? (
            <Grid
              key="dense"
              attempts={ordered}
              layout={heatLayout}
              gap={HEAT_GAP_PX}
              label={t("room.students")}
              onVisible={onVisible}
            >
              {(attempt) => <HeatCell {...{ attempt, now, onOpen }} />}
            </Grid>
          ) : (
            <Grid
              key={view}
              attempts={ordered}
              layout={(width) => cardLayout(Number(view), width, screen)}
              gap={GAP_PX}
              label={t("room.students")}
              onVisible={onVisible}
            >
              {(attempt) => <StudentCard {...{ attempt, now, feed, onOpen }} />}
            </Grid>
          )}
        </div>
      )}
    </Stack>
  );
}

function heatLayout(width: number) {
  const columns = Math.floor((width + HEAT_GAP_PX) / (HEAT_CELL_PX + HEAT_GAP_PX));
  return { columns: Math.max(1, columns), height: HEAT_ROW_PX };
}

function cardLayout(count: number, width: number, screen: number) {
  const height = screen - BAR_PX;
  const { columns, picture } = fitCards(count, { width, height, gap: GAP_PX, words: WORDS_PX });
  return { columns, height: picture + WORDS_PX };
}

function matching(attempts: AttemptSummary[], words: string): AttemptSummary[] {
  const wanted = words.trim().toLocaleLowerCase("vi");
  if (!wanted) return attempts;
  return attempts.filter(({ student_name, student_number }) =>
    `${student_name} ${student_number}`.toLocaleLowerCase("vi").includes(wanted),
  );
}

/** While somebody points at a card, none moves away from under the hand. */
function useSteadyOrder(next: AttemptSummary[], held: boolean): AttemptSummary[] {
  const [order, setOrder] = useState<string[]>([]);
  const wanted = next.map((attempt) => attempt.attempt_id);
  const ids = held ? steady(order, wanted) : wanted;
  if (ids.join() !== order.join()) setOrder(ids);
  const byId = new Map(next.map((attempt) => [attempt.attempt_id, attempt]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

interface FiltersProps {
  attempts: AttemptSummary[];
  now: number;
  filter: Filter;
  setFilter: (filter: Filter) => void;
}

function Filters({ attempts, now, filter, setFilter }: FiltersProps) {
  const { t } = useTranslation("lecturer");
  return (
    <div className="pills" role="group" aria-label={t("wall.filter")}>
      {FILTERS.map((one) => {
        const count = attempts.filter((attempt) => passes(attempt, one, now)).length;
        return (
          <UnstyledButton
            key={one}
            className="pill"
            aria-pressed={filter === one}
            data-urgent={one === "flagged" && count > 0}
            onClick={() => setFilter(one)}
          >
            {t(`wall.filters.${one}`)} <span className="figures pill-count">{count}</span>
          </UnstyledButton>
        );
      })}
    </div>
  );
}

function ViewChoice({ view, onView }: { view: View; onView: (view: View) => void }) {
  const { t } = useTranslation("lecturer");
  const icons = {
    "4": <IconSquares size={18} aria-hidden />,
    "9": <IconLayoutGrid size={18} aria-hidden />,
    "16": <IconGrid3x3 size={18} aria-hidden />,
    dense: null,
  };
  return (
    <SegmentedControl
      size="xs"
      aria-label={t("wall.view")}
      value={view}
      onChange={(value) => onView(value)}
      data={VIEWS.map((value) => ({
        value,
        label: value === "dense" ? t("wall.dense") : (
          <span className="view-label" title={t("wall.perScreen", { count: Number(value) })}>
            {icons[value]}
            <span>{value}</span>
          </span>
        ),
      }))}
    />
  );
}
