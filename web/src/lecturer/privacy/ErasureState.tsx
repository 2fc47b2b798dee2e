import { Badge } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Erasure } from "../../api/types";

/** How far an erasure is. */
export function ErasureState({ erasure }: { erasure: Erasure }) {
  const { t } = useTranslation("privacy");
  return (
    <Badge variant="light" color={erasure.state === "done" ? "teal" : "gray"} tt="none" fw={500}>
      {t(`receipts.states.${erasure.state}`)}
    </Badge>
  );
}
