import { useTranslation } from "react-i18next";
import { useLanguage } from "../../i18n/useLanguage";
import { clockTime } from "../../shared/time";
import { useStore } from "../../shared/useStore";
import type { Supervision } from "../supervision";

/** What the lecturer says and gives: messages until they are read, added time. */
export function Notices({ supervision, timeZone }: { supervision: Supervision; timeZone: string }) {
  const { t } = useTranslation("student");
  const language = useLanguage();
  const notices = useStore(supervision.notices);
  const added = useStore(supervision.added);
  return (
    <>
      {notices.map((notice) => (
        <div key={notice.notice_id} role="alert" className="box notice stack tight">
          <p className="soft small">
            {t("notices.from", { time: clockTime(notice.sent_at, language, false, timeZone) })}
          </p>
          <p className="notice-text">{notice.text}</p>
          <div>
            <button
              type="button"
              className="button"
              onClick={() => void supervision.read(notice.notice_id)}
            >
              {t("notices.read")}
            </button>
          </div>
        </div>
      ))}
      {added > 0 && (
        <div role="status" className="box notice row ends">
          <p>{t("notices.added", { count: added })}</p>
          <button type="button" className="button" onClick={() => supervision.added.set(0)}>
            {t("notices.close")}
          </button>
        </div>
      )}
    </>
  );
}

/** In place of the paper while the clock stands. */
export function Paused() {
  const { t } = useTranslation("student");
  return (
    <div role="alert" className="box notice stack paused">
      <h1>{t("notices.paused")}</h1>
      <p>{t("notices.pausedHint")}</p>
    </div>
  );
}
