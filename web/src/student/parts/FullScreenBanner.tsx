import { useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { enterFullScreen, inFullScreen } from "../watchPage";

function subscribe(listener: () => void) {
  document.addEventListener("fullscreenchange", listener);
  return () => document.removeEventListener("fullscreenchange", listener);
}

/** Where the exam asks for full screen: the way back into it. */
export function FullScreenBanner() {
  const { t } = useTranslation("student");
  const full = useSyncExternalStore(subscribe, inFullScreen);
  if (full || !document.fullscreenEnabled) return null;
  return (
    <div role="status" className="box warm row spread">
      <p className="grow">{t("exam.fullScreen")}</p>
      <button type="button" className="button" onClick={enterFullScreen}>
        {t("exam.enterFullScreen")}
      </button>
    </div>
  );
}
