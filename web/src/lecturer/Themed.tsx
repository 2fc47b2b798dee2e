import { createTheme, MantineProvider, mergeThemeOverrides } from "@mantine/core";
import { useMemo, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { theme } from "./theme";

/** The theme in the reader's language: whatever closes says so. */
export function Themed({ children }: { children: ReactNode }) {
  const { t } = useTranslation("lecturer");
  const close = t("shell.close");
  const named = useMemo(() => {
    const closing = { defaultProps: { closeButtonProps: { "aria-label": close } } };
    const components = { Drawer: closing, Modal: closing, Notification: closing };
    return mergeThemeOverrides(theme, createTheme({ components }));
  }, [close]);
  return (
    <MantineProvider theme={named} defaultColorScheme="auto">
      {children}
    </MantineProvider>
  );
}
