import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { useElementSize, useMergedRef } from "@mantine/hooks";
import { useEffect, useRef, useState, type ReactNode } from "react";
import type { AttemptSummary } from "../../api/types";

interface Props {
  attempts: AttemptSummary[];
  /** How many columns, and how high a row is, in so much width. */
  layout: (width: number) => { columns: number; height: number };
  gap: number;
  label: string;
  onVisible: (attemptIds: string[]) => void;
  children: (attempt: AttemptSummary) => ReactNode;
}

/** Rows of students, of which only those in sight are in the page. */
export function Grid(props: Props) {
  const { attempts, gap } = props;
  const { ref: sized, width } = useElementSize();
  const box = useRef<HTMLDivElement>(null);
  const ref = useMergedRef(sized, box);
  const [top, setTop] = useState(0);
  const { columns, height } = props.layout(width);
  const rows = Math.ceil(attempts.length / columns);
   
  const virtualizer = useWindowVirtualizer({
    count: width > 0 ? rows : 0,
    estimateSize: () => height + gap,
    overscan: 1,
    scrollMargin: top,
  });
  useEffect(() => {
    setTop(box.current?.offsetTop ?? 0);
    virtualizer.measure();
  }, [virtualizer, height, gap, columns]);

  const shown = virtualizer.getVirtualItems();
  // Rows that are only ready for scrolling are nobody's to look at.
  const { startIndex, endIndex } = virtualizer.range ?? { startIndex: 0, endIndex: -1 };
  const inSight = attempts
    .slice(startIndex * columns, (endIndex + 1) * columns)
    .map((attempt) => attempt.attempt_id)
    .join();
  const { onVisible } = props;
  useEffect(() => onVisible(inSight ? inSight.split(",") : []), [inSight, onVisible]);

  return (
    <div ref={ref} role="list" aria-label={props.label} className="wall-grid">
      <div style={{ height: virtualizer.getTotalSize() }}>
        {shown.map((row) => (
          <div
            key={row.key}
            className="wall-row"
            style={{
              gap,
              height,
              gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))`,
              transform: `translateY(${row.start - top}px)`,
            }}
          >
            {attempts.slice(row.index * columns, (row.index + 1) * columns).map((attempt) => (
              <div key={attempt.attempt_id} role="listitem" className="wall-place">
                {props.children(attempt)}
              </div>
            ))}
          </div>
        ))}
      </div>
    </div>
  );
}
