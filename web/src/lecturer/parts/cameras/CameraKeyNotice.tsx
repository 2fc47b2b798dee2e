import { Button, Code, CopyButton, Paper, Stack, Text } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { CameraKey } from "../../../api/types";
import { useLanguage } from "../../../i18n/useLanguage";
import { clockTime } from "../../../shared/time";

/** The command that enrols a camera, with a fresh key in it. */
export function CameraKeyNotice({ drawn, roomCode }: { drawn: CameraKey; roomCode: string }) {
  const { t } = useTranslation("lecturer");
  const language = useLanguage();
  const name = t("cameras.exampleName");
  const command = [
    "python -m agents.rtsp",
    `--site ${location.origin}`,
    `--room ${roomCode}`,
    `--name "${name}"`,
    `--key ${drawn.key}`,
    "rtsp://…",
  ].join(" ");
  return (
    <Paper withBorder p="md" w="100%">
      <Stack gap="sm" align="start">
        <Text fw={500}>{t("cameras.keyTitle")}</Text>
        <Text size="sm">
          {t("cameras.keyHint", { time: clockTime(drawn.expires_at, language) })}
        </Text>
        <Code block w="100%" style={{ whiteSpace: "pre-wrap", overflowWrap: "anywhere" }}>
          {command}
        </Code>
        <CopyButton value={command} timeout={3000}>
          {({ copied, copy }) => (
            <Button
              variant="default"
              leftSection={copied ? <IconCheck size={18} /> : <IconCopy size={18} />}
              onClick={copy}
            >
              {copied ? t("cameras.copied") : t("cameras.copy")}
            </Button>
          )}
        </CopyButton>
      </Stack>
    </Paper>
  );
}
