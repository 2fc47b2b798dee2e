import { ActionIcon, Menu } from "@mantine/core";
import { IconMenu2 } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useOtherAppearance, useOtherLanguage } from "./Header";

interface Props {
  isAdmin: boolean;
  onLeave: () => void;
}

/** The header's ways on a narrow page, where they do not stand side by side. */
export function ShellMenu({ isAdmin, onLeave }: Props) {
  const { t } = useTranslation(["lecturer", "accounts", "common"]);
  const language = useOtherLanguage();
  const appearance = useOtherAppearance();
  return (
    <Menu position="bottom-end" width={220}>
      <Menu.Target>
        <ActionIcon variant="subtle" size="lg" hiddenFrom="sm" aria-label={t("shell.menu")}>
          <IconMenu2 size={22} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item component={Link} to="/">
          {t("shell.exams")}
        </Menu.Item>
        <Menu.Item component={Link} to="/bank">
          {t("bank.title")}
        </Menu.Item>
        <Menu.Item component={Link} to="/alerts">
          {t("alerts.title")}
        </Menu.Item>
        {isAdmin && (
          <Menu.Item component={Link} to="/lecturers">
            {t("accounts:title")}
          </Menu.Item>
        )}
        <Menu.Item component={Link} to="/account">
          {t("accounts:own.title")}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item lang={language.other} onClick={language.choose}>
          {t(`common:language.${language.other}`)}
        </Menu.Item>
        <Menu.Item onClick={appearance.choose}>
          {t(appearance.dark ? "shell.light" : "shell.dark")}
        </Menu.Item>
        <Menu.Item onClick={onLeave}>{t("shell.signOut")}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
