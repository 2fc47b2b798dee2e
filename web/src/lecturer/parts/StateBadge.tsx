import { Badge } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { ExamSummary } from "../../api/types";

const LOOK = {
  draft: { variant: "outline", color: "gray" },
  published: { variant: "light", color: "teal" },
  open: { variant: "filled", color: "teal" },
  closed: { variant: "light", color: "gray" },
  archived: { variant: "transparent", color: "gray" },
} as const;

export function StateBadge({ state }: { state: ExamSummary["state"] }) {
  const { t } = useTranslation("lecturer");
  return (
    <Badge {...LOOK[state]} tt="none" fw={500} size="lg">
      {t(`state.${state}`)}
    </Badge>
  );
}
