import { Alert, Button, Paper, Skeleton, Stack, Text, Title } from "@mantine/core";
import { useEffect, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useErrorText } from "../../i18n/useErrorText";

/** The page's first heading and the window's title. */
export function PageTitle({ children, name }: { children?: ReactNode; name: string }) {
  const { t } = useTranslation("common");
  useEffect(() => {
    document.title = `${name} · ${t("brand")}`;
  }, [name, t]);
  return (
    <Title order={1} size="h2" style={{ overflowWrap: "anywhere" }}>
      {children ?? name}
    </Title>
  );
}

export function Loading() {
  const { t } = useTranslation("common");
  return (
    <Stack role="status" aria-label={t("loading")}>
      <Skeleton height={36} width="40%" />
      <Skeleton height={64} />
      <Skeleton height={64} />
      <Skeleton height={64} />
    </Stack>
  );
}

export function Failed({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const { t } = useTranslation("common");
  const errorText = useErrorText();
  return (
    <Alert color="red" role="alert">
      <Stack align="start" gap="sm">
        <Text>{errorText(error)}</Text>
        <Button variant="default" onClick={onRetry}>
          {t("retry")}
        </Button>
      </Stack>
    </Alert>
  );
}

interface EmptyProps {
  title: string;
  hint: string;
  children?: ReactNode;
}

export function Empty({ title, hint, children }: EmptyProps) {
  return (
    <Paper withBorder p="xl">
      <Stack align="center" gap="xs" ta="center">
        <Text fw={500}>{title}</Text>
        <Text c="dimmed">{hint}</Text>
        {children}
      </Stack>
    </Paper>
  );
}
