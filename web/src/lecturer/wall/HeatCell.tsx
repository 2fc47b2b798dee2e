import { IconStarFilled } from "@tabler/icons-react";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import type { AttemptSummary } from "../../api/types";
import { attentionOf, liveFlags, type Attention, type Flag } from "./attention";

interface Props {
  attempt: AttemptSummary;
  now: number;
  onOpen: (attemptId: string) => void;
}

/** One student among hundreds: a field whose colour says whether to look. */
export function HeatCell({ attempt, now, onOpen }: Props) {
  const kinds = liveFlags(attempt, now).map((flag) => flag.kind);
  // As a text, so that a second in which nothing happens draws none of the hundreds anew.
  return <Cell {...{ attempt, onOpen }} attention={attentionOf(attempt, now)} kinds={kinds.join()} />;
}

interface CellProps extends Omit<Props, "now"> {
  attention: Attention;
  kinds: string;
}

const Cell = memo(function Cell({ attempt, attention, kinds, onOpen }: CellProps) {
  const { t } = useTranslation("lecturer");
  const flags = (kinds ? kinds.split(",") : []).map((kind) => t(`kindNames.${kind as Flag["kind"]}`));
  const label = [attempt.student_name, t(`wall.attention.${attention}`), ...flags].join(", ");
  return (
    <button
      type="button"
      className="heat-cell"
      data-attention={attention}
      data-attempt={attempt.attempt_id}
      title={label}
      aria-label={label}
      style={{ "--risk": `${Math.round(attempt.risk)}%` } as React.CSSProperties}
      onClick={() => onOpen(attempt.attempt_id)}
    >
      <span>{shortName(attempt.student_name)}</span>
      {attempt.marked && <IconStarFilled size={10} aria-hidden />}
    </button>
  );
});

/** A Vietnamese name is called by its last word. */
function shortName(name: string): string {
  return name.trim().split(/\s+/).at(-1) ?? "";
}
