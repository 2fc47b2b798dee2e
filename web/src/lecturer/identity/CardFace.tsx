import { useTranslation } from "react-i18next";
import type { SpotChecks } from "../../api/types";
import { useClock } from "../../shared/zone";
import { Face } from "./Face";

/** The student card among the faces; nothing where the exam asks for none. */
export function CardFace({ found }: { found: SpotChecks }) {
  const { t } = useTranslation("identity");
  const { clock } = useClock();
  const { asked, picture } = found.card;
  if (!asked && !picture) return null;
  return (
    <Face
      picture={picture}
      caption={picture ? t("card", { time: clock(picture.captured_ms) }) : ""}
      alt={t("cardOf", { name: found.student_name })}
      absent={t("noCard")}
    />
  );
}
