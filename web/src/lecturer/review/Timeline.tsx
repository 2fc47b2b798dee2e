import { Button, Group, Paper, Text, Title } from "@mantine/core";
import { useElementSize } from "@mantine/hooks";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { Act, ReviewedViolation } from "../../api/types";
import { Lanes } from "./Lanes";
import { lanesOf, within, zoomed } from "./bars";
import { Plot } from "./Plot";
import { gapsOf, ROOM_SIGNALS, SIGNALS, type Signals, type Span } from "./signals";
import { useIsRoom, type Reviewable } from "./watched";

interface Props {
  review: Reviewable;
  /** Null: they could not be had. */
  signals: Signals | null;
  /** What lecturers did about this student meanwhile. */
  acts: readonly Act[];
  whole: Span;
  range: Span;
  /** Null: the whole again. */
  onRange: (range: Span | null) => void;
  selected: ReviewedViolation | null;
  onSelect: (violationId: string) => void;
  cursor: number | null;
  onCursor: (time: number) => void;
  onZoom: () => void;
  zoomed: boolean;
}

/** Pixels left of the time axis, for words and figures. */
export const GUTTER = 128;
export const NARROW_GUTTER = 44;

/** The whole exam under one clock: what happened, and what the camera measured. */
export function Timeline(props: Props) {
  const { review, signals, acts, whole, range, onRange, selected, cursor, onCursor } = props;
  const { t } = useTranslation("review");
  const room = useIsRoom();
  const { ref, width } = useElementSize();
  const gutter = width < 600 ? NARROW_GUTTER : GUTTER;
  const lanes = useMemo(
    () => lanesOf(review, gapsOf(signals?.captured_ms ?? [], whole), acts),
    [review, signals, acts, whole],
  );
  const middle = (range.from + range.to) / 2;
  const length = range.to - range.from;
  const move = (share: number) =>
    onRange(
      within({ from: range.from + share * length, to: range.to + share * length }, whole),
    );
  return (
    <Paper withBorder p={{ base: "sm", sm: "md" }} component="section" aria-label={t("timeline")}>
      <Group justify="space-between" mb="xs" gap="xs">
        <div>
          <Title order={2} size="h4">
            {t("timeline")}
          </Title>
          <Text size="sm" c="dimmed" visibleFrom="sm">
            {t("timelineHint")}
          </Text>
        </div>
        <Group gap={4}>
          <Button variant="default" size="xs" onClick={() => move(-0.5)}>
            {t("earlier")}
          </Button>
          <Button variant="default" size="xs" onClick={() => move(0.5)}>
            {t("later")}
          </Button>
          <Button
            variant="default"
            size="xs"
            onClick={() => onRange(zoomed(range, whole, 0.5, cursor ?? middle))}
          >
            {t("zoomIn")}
          </Button>
          <Button
            variant="default"
            size="xs"
            onClick={() => onRange(zoomed(range, whole, 2, cursor ?? middle))}
          >
            {t("zoomOut")}
          </Button>
          {selected && (
            <Button variant="default" size="xs" onClick={props.onZoom}>
              {props.zoomed ? t("wholeExam") : t("zoomSelected")}
            </Button>
          )}
        </Group>
      </Group>
      <div ref={ref} className="timeline">
        {width > 0 && (
          <>
            <Lanes {...{ lanes, whole, range, onRange, selected, cursor, onCursor, width, gutter }} onSelect={props.onSelect} />
            {signals && signals.captured_ms.length > 0 ? (
              (room ? ROOM_SIGNALS : SIGNALS).map((signal) => (
                <Plot
                  key={signal}
                  signal={signal}
                  signals={signals}
                  range={range}
                  onRange={onRange}
                  onCursor={onCursor}
                  cursor={cursor}
                  selected={selected}
                  limits={review.ranges.find((one) => one.signal === signal) ?? null}
                  {...{ width, gutter }}
                />
              ))
            ) : (
              <Text c="dimmed" mt="md">
                {t("noSignals")}
              </Text>
            )}
          </>
        )}
      </div>
      {!room && signals && signals.captured_ms.length > 0 && (
        <Text size="sm" c="dimmed" mt="xs">
          {t("rangeHint")}
        </Text>
      )}
    </Paper>
  );
}
