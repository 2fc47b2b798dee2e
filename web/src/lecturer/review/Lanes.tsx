import { useEffect, useRef, type PointerEvent } from "react";
import { useTranslation } from "react-i18next";
import type { ReviewedViolation } from "../../api/types";
import { useDurationText, useViolationText } from "../useViolationText";
import { ticksOf, zoomed, type Bar, type Lane } from "./bars";
import type { Span } from "./signals";
import { useClock } from "../../shared/zone";

interface Props {
  lanes: Lane[];
  whole: Span;
  range: Span;
  onRange: (range: Span | null) => void;
  selected: ReviewedViolation | null;
  onSelect: (violationId: string) => void;
  cursor: number | null;
  onCursor: (time: number) => void;
  width: number;
  gutter: number;
}

const BAR = 22;
const AXIS = 22;
/** Where there is no room beside a lane, its name stands above it. */
const NAME_ABOVE = 16;
const MIN_WIDTH = 4;

/** Lanes of bars: each kind of violation, lecturers' acts, events, gaps, answers. */
export function Lanes(props: Props) {
  const { lanes, whole, range, onRange, selected, onSelect, cursor, onCursor, width, gutter } =
    props;
  const { t } = useTranslation("review");
  const { clock } = useClock();
  const describe = useDescription();
  const svg = useRef<SVGSVGElement>(null);
  const room = Math.max(1, width - gutter);
  const x = (time: number) => gutter + ((time - range.from) / (range.to - range.from)) * room;
  const timeAt = (clientX: number) => {
    const left = svg.current?.getBoundingClientRect().left ?? 0;
    return range.from + ((clientX - left - gutter) / room) * (range.to - range.from);
  };

  useEffect(() => {
    const element = svg.current;
    if (!element) return undefined;
    const wheel = (event: WheelEvent) => {
      // A plain wheel scrolls the page; with the control key it zooms, as maps do.
      if (!event.ctrlKey) return;
      event.preventDefault();
      const left = element.getBoundingClientRect().left;
      const share = (event.clientX - left - gutter) / room;
      const around = range.from + share * (range.to - range.from);
      onRange(zoomed(range, whole, event.deltaY > 0 ? 1.25 : 0.8, around));
    };
    // React listens passively to wheels, and could not keep the page from zooming.
    element.addEventListener("wheel", wheel, { passive: false });
    return () => element.removeEventListener("wheel", wheel);
  }, [range, whole, onRange, gutter, room]);

  const beside = gutter > 60;
  const above = beside ? 0 : NAME_ABOVE;
  const row = BAR + above;
  const height = AXIS + lanes.length * row;
  const scrub = (event: PointerEvent) => {
    const time = timeAt(event.clientX);
    if (event.buttons === 1 && time >= range.from && time <= range.to) onCursor(time);
  };
  const ticks = ticksOf(range, Math.max(2, Math.floor(room / 90)));
  return (
    <svg
      ref={svg}
      width={width}
      height={height}
      className="lanes"
      role="group"
      aria-label={t("timeline")}
      onPointerDown={scrub}
      onPointerMove={scrub}
      onDoubleClick={() => onRange(null)}
    >
      {ticks.map((tick) => (
        <g key={tick}>
          <line className="lane-tick" x1={x(tick)} x2={x(tick)} y1={AXIS} y2={height} />
          <text className="lane-time" x={x(tick)} y={14} textAnchor="middle">
            {clock(tick, range.to - range.from < 600_000)}
          </text>
        </g>
      ))}
      {lanes.map((lane, number) => (
        <g key={lane.name} transform={`translate(0 ${AXIS + number * row})`}>
          <text className="lane-name" x={beside ? 0 : gutter} y={beside ? BAR / 2 + 4 : 12}>
            {laneName(lane.name, t)}
          </text>
          <line
            className="lane-line"
            x1={gutter}
            x2={width}
            y1={above + BAR / 2}
            y2={above + BAR / 2}
          />
          <svg x={gutter} y={above} width={room} height={BAR} overflow="hidden">
            {lane.bars.map((bar) => (
              <BarShape
                key={bar.key}
                bar={bar}
                x={x(bar.from) - gutter}
                width={Math.max(MIN_WIDTH, x(bar.to) - x(bar.from))}
                title={describe(lane, bar)}
                current={bar.violation?.violation_id === selected?.violation_id}
                onSelect={onSelect}
                lane={lane}
              />
            ))}
          </svg>
        </g>
      ))}
      {cursor !== null && cursor >= range.from && cursor <= range.to && (
        <line className="playhead" x1={x(cursor)} x2={x(cursor)} y1={AXIS - 4} y2={height} />
      )}
    </svg>
  );
}

type Words = ReturnType<typeof useTranslation<"review">>["t"];

function laneName(name: Lane["name"], t: Words): string {
  if (name === "acts" || name === "answers" || name === "events" || name === "gaps") {
    return t(`lanes.${name}`);
  }
  return t(`kindNames.${name}`);
}

interface BarProps {
  lane: Lane;
  bar: Bar;
  x: number;
  width: number;
  title: string;
  current: boolean;
  onSelect: (violationId: string) => void;
}

function BarShape({ lane, bar, x, width, title, current, onSelect }: BarProps) {
  const { violation } = bar;
  if (!violation) {
    return (
      <rect className={`lane-${lane.name}`} x={x} y={6} width={width} height={BAR - 12} rx={2}>
        <title>{title}</title>
      </rect>
    );
  }
  const urgent = violation.review === "open" && violation.severity === "high";
  const select = () => onSelect(violation.violation_id);
  return (
    <rect
      className={`lane-violation ${violation.review}${urgent ? " urgent" : ""}`}
      aria-current={current || undefined}
      x={x}
      y={3}
      width={width}
      height={BAR - 6}
      rx={3}
      role="button"
      aria-label={title}
      tabIndex={-1}
      onClick={select}
      onKeyDown={(event) => event.key === "Enter" && select()}
    >
      <title>{title}</title>
    </rect>
  );
}

/** What a bar is, in words. */
function useDescription(): (lane: Lane, bar: Bar) => string {
  const { t } = useTranslation(["review", "lecturer"]);
  const { clock } = useClock();
  const text = useViolationText();
  const duration = useDurationText();
  return (lane, bar) => {
    const time = clock(bar.from);
    if (bar.violation) return `${text(bar.violation)} · ${time}`;
    if (bar.act) {
      const { kind, minutes, text: said, lecturer } = bar.act;
      const what = t(`lecturer:acts.was.${kind}`, { minutes });
      return `${what}${said && ` “${said}”`} · ${lecturer.name} · ${time}`;
    }
    if (bar.answer) {
      const words = { number: bar.answer.number, time };
      return bar.answer.given ? t("answer", words) : t("answerTaken", words);
    }
    if (bar.event) {
      const length = bar.event.lasted_ms ? ` · ${duration(bar.event.lasted_ms)}` : "";
      return `${t(`events.${bar.event.kind as "cut"}`)} · ${time}${length}`;
    }
    return lane.name === "gaps" ? `${t("gap", { time: duration(bar.to - bar.from) })} · ${time}` : time;
  };
}
