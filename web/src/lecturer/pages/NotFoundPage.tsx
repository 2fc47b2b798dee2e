import { Anchor, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";

export function NotFoundPage() {
  const { t } = useTranslation("lecturer");
  return (
    <Stack align="start">
      <Text>{t("shell.notFound")}</Text>
      <Anchor component={Link} to="/">
        {t("shell.back")}
      </Anchor>
    </Stack>
  );
}
