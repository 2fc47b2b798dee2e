import { useTranslation } from "react-i18next";
import type { Elsewhere } from "../examEngine";
import { Frame, Heading } from "../parts/Frame";

/** The attempt goes on on another device or in another tab; this one is at rest. */
export function ElsewherePage({ where, onContinue }: { where: Elsewhere; onContinue: () => void }) {
  const { t } = useTranslation("student");
  return (
    <Frame>
      <div className="stack tight">
        <Heading>{t(`elsewhere.${where}.title`)}</Heading>
        <p className="soft">{t(`elsewhere.${where}.lead`)}</p>
      </div>
      <p>{t("elsewhere.kept")}</p>
      <button type="button" className="button" onClick={onContinue}>
        {t("elsewhere.continue")}
      </button>
    </Frame>
  );
}
