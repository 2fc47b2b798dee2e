import { Text } from "@mantine/core";
import { modals } from "@mantine/modals";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useBlocker } from "react-router";

/** Ask before a page with unsaved changes is left. `isUnsaved` is read at that moment. */
export function useUnsavedGuard(isUnsaved: () => boolean): void {
  const { t } = useTranslation("lecturer");
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) =>
      currentLocation.pathname !== nextLocation.pathname && isUnsaved(),
  );

  useEffect(() => {
    const hold = (event: BeforeUnloadEvent) => {
      if (isUnsaved()) event.preventDefault();
    };
    addEventListener("beforeunload", hold);
    return () => removeEventListener("beforeunload", hold);
  }, [isUnsaved]);

  useEffect(() => {
    if (blocker.state !== "blocked") return;
    modals.openConfirmModal({
      title: t("form.leaveTitle"),
      withCloseButton: false,
      children: <Text>{t("form.leaveText")}</Text>,
      labels: { confirm: t("form.leave"), cancel: t("form.stay") },
      onConfirm: () => blocker.proceed(),
      onCancel: () => blocker.reset(),
    });
  }, [blocker, t]);
}
