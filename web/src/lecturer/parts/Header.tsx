import {
  ActionIcon,
  Anchor,
  Button,
  Group,
  Text,
  useComputedColorScheme,
  useMantineColorScheme,
} from "@mantine/core";
import { IconMoon, IconSun } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { chooseLanguage } from "../../i18n/setup";
import { useLanguage } from "../../i18n/useLanguage";

export function Brand() {
  const { t } = useTranslation("common");
  return (
    <Anchor component={Link} to="/" underline="never" c="var(--ink)">
      <Group gap={8}>
        <img src="/icon.svg" alt="" width={28} height={28} />
        <Text fw={600}>{t("brand")}</Text>
      </Group>
    </Anchor>
  );
}

export function useOtherLanguage() {
  const other = useLanguage() === "vi" ? "en" : "vi";
  return { other, choose: () => chooseLanguage(other) } as const;
}

export function useOtherAppearance() {
  const { setColorScheme } = useMantineColorScheme();
  const dark = useComputedColorScheme("light") === "dark";
  return { dark, choose: () => setColorScheme(dark ? "light" : "dark") };
}

/** Language and appearance. */
export function Preferences() {
  const { t } = useTranslation(["lecturer", "common"]);
  const language = useOtherLanguage();
  const appearance = useOtherAppearance();
  return (
    <>
      <Button variant="subtle" px="xs" lang={language.other} onClick={language.choose}>
        {t(`common:language.${language.other}`)}
      </Button>
      <ActionIcon
        variant="subtle"
        size="lg"
        aria-label={t(appearance.dark ? "shell.light" : "shell.dark")}
        onClick={appearance.choose}
      >
        {appearance.dark ? <IconSun size={20} /> : <IconMoon size={20} />}
      </ActionIcon>
    </>
  );
}
