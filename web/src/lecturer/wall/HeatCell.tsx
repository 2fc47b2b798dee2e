import { IconStarFilled } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { AttemptSummary } from "../../api/types";
import { attentionOf, liveFlags } from "./attention";

interface Props {
  attempt: AttemptSummary;
  now: number;
  onOpen: (attemptId: string) => void;
}

/** One student among hundreds: a field whose colour says whether to look. */
export function HeatCell({ attempt, now, onOpen }: Props) {
  const { t } = useTranslation("lecturer");
  const attention = attentionOf(attempt, now);
  const flags = liveFlags(attempt, now).map((flag) => t(`kindNames.${flag.kind}`));
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
}

/** A Vietnamese name is called by its last word. */
function shortName(name: string): string {
  return name.trim().split(/\s+/).at(-1) ?? "";
}
