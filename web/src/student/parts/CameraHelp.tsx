import { useTranslation } from "react-i18next";
import type { CameraFault } from "../../camera/capture";

/** Why there is no picture, and what to do about it. */
export function CameraHelp({ fault }: { fault: CameraFault }) {
  const { t } = useTranslation("student");
  return (
    <div>
      <strong>{t(`camera.${fault}.title`)}</strong>
      <p>{t(`camera.${fault}.help`)}</p>
    </div>
  );
}
