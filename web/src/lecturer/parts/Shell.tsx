import { ActionIcon, Alert, Anchor, Box, Button, Container, Group } from "@mantine/core";
import { IconLogout, IconMail, IconUser, IconUsers } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link, Navigate, Outlet, ScrollRestoration, useLocation } from "react-router";
import { useOnline } from "../../shared/useOnline";
import { useStore } from "../../shared/useStore";
import { lecturer, signOut } from "../auth";
import { Brand, Preferences } from "./Header";
import { ShellMenu } from "./ShellMenu";

/** The frame of every page behind the sign-in. */
export function Shell() {
  const { t } = useTranslation(["lecturer", "accounts", "common"]);
  const who = useStore(lecturer);
  const online = useOnline();
  const { pathname } = useLocation();
  const queries = useQueryClient();
  if (!who) return <Navigate to="/sign-in" state={{ from: pathname }} replace />;

  const leave = () => {
    signOut();
    // Another lecturer may sign in on this machine next.
    queries.clear();
  };
  return (
    <>
      <a href="#content" className="skip">
        {t("shell.skip")}
      </a>
      <Box component="header" style={{ borderBottom: "1px solid var(--line)" }}>
        <Container size={1440} px={{ base: "md", sm: "xl" }} py="xs">
          <Group justify="space-between" gap="xs">
            <Group gap="lg">
              <Brand />
              <Anchor component={Link} to="/" fw={500} visibleFrom="sm">
                {t("shell.exams")}
              </Anchor>
              <Anchor component={Link} to="/bank" fw={500} visibleFrom="sm">
                {t("bank.title")}
              </Anchor>
            </Group>
            <ShellMenu isAdmin={who.is_admin} onLeave={leave} />
            <Group gap={4} visibleFrom="sm">
              <ActionIcon
                component={Link}
                to="/alerts"
                variant="subtle"
                size="lg"
                aria-label={t("alerts.title")}
                title={t("alerts.title")}
              >
                <IconMail size={20} />
              </ActionIcon>
              {who.is_admin && (
                <ActionIcon
                  component={Link}
                  to="/lecturers"
                  variant="subtle"
                  size="lg"
                  aria-label={t("accounts:title")}
                  title={t("accounts:title")}
                >
                  <IconUsers size={20} />
                </ActionIcon>
              )}
              <ActionIcon
                component={Link}
                to="/account"
                variant="subtle"
                size="lg"
                aria-label={t("accounts:own.title")}
                title={t("shell.account", { name: who.name })}
              >
                <IconUser size={20} />
              </ActionIcon>
              <Preferences />
              <Button
                variant="subtle"
                px="xs"
                leftSection={<IconLogout size={18} aria-hidden />}
                onClick={leave}
              >
                {t("shell.signOut")}
              </Button>
            </Group>
          </Group>
        </Container>
      </Box>
      <Container component="main" id="content" size={1440} px={{ base: "md", sm: "xl" }} py="xl">
        {!online && (
          <Alert color="yellow" mb="lg" role="status">
            {t("common:offline")}
          </Alert>
        )}
        <Outlet />
      </Container>
      <ScrollRestoration />
    </>
  );
}
