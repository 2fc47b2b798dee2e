import { useTranslation } from "react-i18next";
import { useStore } from "../../shared/useStore";
import type { ExamEngine } from "../examEngine";

/** Says plainly that a lecturer sees the camera live, listens, or speaks. */
export function WatchNotice({ engine }: { engine: ExamEngine }) {
  const { t } = useTranslation("student");
  const { watched, heard, spokenTo } = useStore(engine.watch);
  return (
    // Always there, so that what appears in it is read out.
    <div role="status">
      {(watched || spokenTo) && (
        <p className="watched">
          {t(spokenTo ? "watch.spokenTo" : "watch.watched")} {heard && t("watch.heard")}
        </p>
      )}
    </div>
  );
}
