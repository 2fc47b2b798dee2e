import { useComputedColorScheme } from "@mantine/core";
import { useEffect, useMemo, useRef } from "react";
import { useTranslation } from "react-i18next";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import type { ReviewedViolation, SignalRange } from "../../api/types";
import { plotted, type Signal, type Signals, type Span } from "./signals";

interface Props {
  signal: Signal;
  signals: Signals;
  range: Span;
  onRange: (range: Span | null) => void;
  cursor: number | null;
  onCursor: (time: number) => void;
  selected: ReviewedViolation | null;
  limits: SignalRange | null;
  width: number;
  gutter: number;
}

const HEIGHT = 92;
/** What is always in sight, so that stillness looks still. */
const LEAST: Record<Signal, [number, number]> = {
  faces: [0, 2],
  yaw: [-45, 45],
  pitch: [-30, 30],
  gaze_x: [-0.5, 0.5],
  gaze_y: [-0.5, 0.5],
};

/** One signal over time, with the student's own range and the policy's thresholds. */
export function Plot(props: Props) {
  const { signal, signals, range, width, gutter, cursor, selected, limits } = props;
  const { t } = useTranslation("review");
  const scheme = useComputedColorScheme();
  const place = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  // What the hooks read when they draw; they are set up once.
  const now = useRef(props);
  useEffect(() => {
    now.current = props;
  });
  const data = useMemo(
    () => plotted(signals.captured_ms, signals.columns[signal]),
    [signals, signal],
  );

  useEffect(() => {
    if (!place.current) return undefined;
    const colours = getComputedStyle(document.documentElement);
    const made = new uPlot(
      optionsFor(signal, gutter, now, (name) => colours.getPropertyValue(name).trim()),
      data,
      place.current,
    );
    plot.current = made;
    const area = made.over;
    const reset = () => now.current.onRange(null);
    const go = (event: MouseEvent) => {
      if (made.select.width === 0) {
        const left = event.clientX - area.getBoundingClientRect().left;
        now.current.onCursor(made.posToVal(left, "x") * 1000);
      }
    };
    area.addEventListener("dblclick", reset);
    area.addEventListener("click", go);
    return () => {
      made.destroy();
      plot.current = null;
    };
    // The colours are read anew when the scheme changes.
  }, [data, signal, gutter, scheme]);

  useEffect(() => {
    plot.current?.setSize({ width, height: HEIGHT });
    plot.current?.setScale("x", { min: range.from / 1000, max: range.to / 1000 });
  }, [width, range, data, scheme, gutter]);
  useEffect(() => plot.current?.redraw(false), [cursor, selected, limits]);

  const label = t(`signals.${signal}`);
  return (
    <figure className="plot" aria-label={label}>
      <figcaption>{label}</figcaption>
      <div ref={place} />
    </figure>
  );
}

function optionsFor(
  signal: Signal,
  gutter: number,
  now: { current: Props },
  colour: (name: string) => string,
): uPlot.Options {
  const [least, most] = LEAST[signal];
  const axis = {
    stroke: colour("--ink-soft"),
    grid: { stroke: colour("--line"), width: 1 },
    ticks: { show: false },
    font: "12px 'Be Vietnam Pro'",
  };
  return {
    width: now.current.width,
    height: HEIGHT,
    padding: [8, 0, 4, 0],
    legend: { show: false },
    cursor: {
      sync: { key: "review" },
      drag: { x: true, y: false, setScale: false },
      points: { size: 6 },
      y: false,
    },
    scales: {
      x: { time: true },
      y: {
        range: (_plot, low, high) => [
          Math.min(least, low, now.current.limits?.lower_limit ?? least),
          Math.max(most, high, now.current.limits?.upper_limit ?? most),
        ],
      },
    },
    axes: [
      { ...axis, show: false },
      {
        ...axis,
        size: gutter,
        space: 24,
        ...(signal === "faces" && { incrs: [1, 2, 5, 10] }),
      },
    ],
    series: [
      {},
      {
        stroke: colour("--accent"),
        width: 1.5,
        points: { show: false },
        ...(signal === "faces" && { paths: uPlot.paths.stepped?.({ align: 1 }) }),
      },
    ],
    hooks: {
      drawClear: [(plot) => drawBehind(plot, now.current, colour)],
      draw: [(plot) => drawOver(plot, now.current, colour)],
      setSelect: [
        (plot) => {
          const { left, width } = plot.select;
          if (width < 4) return;
          const [from, to] = [left, left + width].map((at) => plot.posToVal(at, "x") * 1000);
          if (from !== undefined && to !== undefined) now.current.onRange({ from, to });
          plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
        },
      ],
    },
  };
}

/** The selected violation's time, and the student's own range. */
function drawBehind(plot: uPlot, { selected, limits }: Props, colour: (name: string) => string) {
  const { ctx, bbox } = plot;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  if (limits?.low != null && limits.high != null) {
    const [top, bottom] = [limits.high, limits.low].map((y) => plot.valToPos(y, "y", true));
    ctx.fillStyle = colour("--accent-soft");
    ctx.fillRect(bbox.left, top ?? 0, bbox.width, (bottom ?? 0) - (top ?? 0));
  }
  if (selected) {
    const [from, to] = [selected.started_ms, selected.ended_ms].map((time) =>
      plot.valToPos(time / 1000, "x", true),
    );
    ctx.fillStyle = colour("--warm-soft");
    ctx.globalAlpha = 0.8;
    ctx.fillRect(from ?? 0, bbox.top, Math.max(2, (to ?? 0) - (from ?? 0)), bbox.height);
  }
  ctx.restore();
}

/** The policy's thresholds, and the moment that is looked at. */
function drawOver(plot: uPlot, { cursor, limits }: Props, colour: (name: string) => string) {
  const { ctx, bbox } = plot;
  ctx.save();
  ctx.lineWidth = devicePixelRatio;
  ctx.strokeStyle = colour("--warm-line");
  ctx.setLineDash([6 * devicePixelRatio, 4 * devicePixelRatio]);
  for (const limit of [limits?.lower_limit, limits?.upper_limit]) {
    if (limit == null) continue;
    const y = plot.valToPos(limit, "y", true);
    stroke(ctx, bbox.left, y, bbox.left + bbox.width, y);
  }
  const x = cursor === null ? -1 : plot.valToPos(cursor / 1000, "x", true);
  if (x >= bbox.left && x <= bbox.left + bbox.width) {
    ctx.setLineDash([]);
    ctx.strokeStyle = colour("--ink");
    stroke(ctx, x, bbox.top, x, bbox.top + bbox.height);
  }
  ctx.restore();
}

function stroke(ctx: CanvasRenderingContext2D, x1: number, y1: number, x2: number, y2: number) {
  ctx.beginPath();
  ctx.moveTo(x1, y1);
  ctx.lineTo(x2, y2);
  ctx.stroke();
}
