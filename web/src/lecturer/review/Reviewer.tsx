import { Paper, Text } from "@mantine/core";
import { useHotkeys, type HotkeyItem } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Act, ReviewAct } from "../../api/types";
import { Empty, Failed } from "../parts/states";
import { keys } from "../queries";
import { getActs, getObservations, type AttemptName } from "./api";
import { Decision } from "./Decision";
import { Evidence } from "./Evidence";
import { around, wholeSpan } from "./bars";
import { Queue } from "./Queue";
import { firstPicture, neighbour, nextOpen } from "./order";
import { joinParts, type Span } from "./signals";
import { Scrubbed } from "./Scrubbed";
import { stepped } from "./scrubbing";
import { Timeline } from "./Timeline";
import { useReviewing } from "./useReviewing";
import type { Reviewable } from "./watched";

interface Props {
  name: AttemptName;
  review: Reviewable;
}

const NO_ACTS: Act[] = [];

/** What was noted one by one, with pictures, under the keyboard's hand; below it the whole exam. */
export function Reviewer({ name, review }: Props) {
  const { t } = useTranslation("review");
  const all = review.violations;
  const [selectedId, select] = useState(() => (nextOpen(all, null) ?? all[0])?.violation_id ?? null);
  const selected = all.find((one) => one.violation_id === selectedId) ?? all[0] ?? null;
  const [place, setPlace] = useState<number | null>(null);
  const [overlay, setOverlay] = useState(true);
  const [help, setHelp] = useState(false);
  const [range, setRange] = useState<Span | null>(null);
  const [cursor, setCursor] = useState<number | null>(null);
  const noteField = useRef<HTMLTextAreaElement>(null);
  const observations = useQuery({
    queryKey: keys.observations(name.examId, name.attemptId),
    queryFn: () => getObservations(name),
    staleTime: Infinity,
  });
  const acts = useQuery({
    queryKey: keys.attemptActs(name.examId, name.attemptId),
    queryFn: () => getActs(name),
  });
  const signals = useMemo(
    () => (observations.data ? joinParts(observations.data) : null),
    [observations.data],
  );
  const whole = useMemo(() => wholeSpan(review, signals?.captured_ms ?? []), [review, signals]);

  const go = (violationId: string | null) => {
    if (violationId === null) return;
    select(violationId);
    setPlace(null);
    setCursor(null);
    const found = all.find((one) => one.violation_id === violationId);
    // Who looks closely goes on looking closely.
    if (range && found) setRange(around(found, whole));
  };
  const { act, reply, undoLast, pending } = useReviewing(name, go);
  const step = (by: number) => go(neighbour(all, selectedId, by)?.violation_id ?? null);

  const decide = (content: ReviewAct) => {
    if (!selected || pending) return;
    const verdict = content.act === "confirm" || content.act === "dismiss";
    const next = verdict ? nextOpen(all, selected.violation_id) : null;
    act(selected.violation_id, content, () => go(next?.violation_id ?? null));
  };
  const note = () => noteField.current?.value.trim() ?? "";
  const verdict = (kind: "confirm" | "dismiss") => decide({ act: kind, note: note() });

  const count = selected?.evidence.length ?? 0;
  const shown = Math.min(place ?? (selected ? firstPicture(selected) : 0), Math.max(0, count - 1));
  const turn = (by: number) => setPlace(Math.min(Math.max(shown + by, 0), Math.max(0, count - 1)));
  const stepTime = (by: number) =>
    setCursor((at) => (at === null ? null : stepped(signals?.captured_ms ?? [], at, by)));
  const scrubbed = (onBack: (() => void) | null) =>
    cursor === null ? null : (
      <Scrubbed
        name={name}
        signals={signals}
        moment={cursor}
        onStep={stepTime}
        onBack={onBack}
        overlay={overlay}
        onOverlay={setOverlay}
      />
    );
  const zoom = () => setRange(range || !selected ? null : around(selected, whole));

  const shortcuts: HotkeyItem[] = [
    ["J", () => step(1)],
    ["K", () => step(-1)],
    ["C", () => verdict("confirm")],
    ["D", () => verdict("dismiss")],
    ["N", () => noteField.current?.focus()],
    ["U", undoLast],
    ["R", () => decide({ act: "reopen", note: note() })],
    ["ArrowLeft", () => (cursor === null ? turn(-1) : stepTime(-1))],
    ["ArrowRight", () => (cursor === null ? turn(1) : stepTime(1))],
    ["Escape", () => setCursor(null)],
    ["O", () => setOverlay((on) => !on)],
    ["Z", zoom],
    ["shift+?", () => setHelp(true)],
  ];
  // While the list of keys is read, they do nothing.
  useHotkeys(help ? [] : shortcuts);

  return (
    <>
      {selected ? (
        <div className="review">
          <Queue all={all} selected={selected} onSelect={go} help={help} onHelp={setHelp} />
          {scrubbed(() => setCursor(null)) ?? (
            <Evidence
              key={selected.violation_id}
              violation={selected}
              place={shown}
              onPlace={setPlace}
              seenAt={(time) => signals?.at(time) ?? null}
              overlay={overlay}
              onOverlay={setOverlay}
            />
          )}
          <Decision
            // A step that was taken leaves no note behind.
            key={`${selected.violation_id}-${selected.history.length}`}
            violation={selected}
            events={review.events}
            noteField={noteField}
            pending={pending}
            onAct={decide}
            onReply={(text) => reply(selected.violation_id, text)}
          />
        </div>
      ) : (
        (scrubbed(null) ?? <Empty title={t("empty")} hint={t("emptyHint")} />)
      )}
      {observations.isError && (
        <Failed error={observations.error} onRetry={() => void observations.refetch()} />
      )}
      {acts.isError && <Failed error={acts.error} onRetry={() => void acts.refetch()} />}
      {observations.isPending && (
        <Paper withBorder p="lg">
          <Text c="dimmed" role="status">
            {t("loadingSignals")}
          </Text>
        </Paper>
      )}
      {!observations.isPending && (
        <Timeline
          review={review}
          signals={signals}
          acts={acts.data ?? NO_ACTS}
          whole={whole}
          range={range ?? whole}
          onRange={setRange}
          selected={selected}
          onSelect={go}
          cursor={cursor ?? selected?.evidence[shown]?.captured_ms ?? null}
          onCursor={setCursor}
          onZoom={zoom}
          zoomed={range !== null}
        />
      )}
    </>
  );
}
