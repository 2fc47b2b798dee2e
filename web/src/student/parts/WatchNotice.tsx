import { useTranslation } from "react-i18next";
import { useStore } from "../../shared/useStore";
import type { ExamEngine } from "../examEngine";

/** Says plainly that a lecturer sees the camera live, or speaks. */
export function WatchNotice({ engine }: { engine: ExamEngine }) {
  const { t } = useTranslation("student");
  const { watched, spokenTo } = useStore(engine.watch);
  return (
    // Always there, so that what appears in it is read out.
    <div role="status" className="watch">
      {(watched || spokenTo) && (
        <p className="box watched">{t(spokenTo ? "watch.spokenTo" : "watch.watched")}</p>
      )}
    </div>
  );
}
