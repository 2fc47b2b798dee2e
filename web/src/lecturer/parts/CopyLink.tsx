import { Button, CopyButton } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { roomLink } from "../roomLink";

export function CopyLink({ roomCode }: { roomCode: string }) {
  const { t } = useTranslation("lecturer");
  return (
    <CopyButton value={roomLink(roomCode)} timeout={3000}>
      {({ copied, copy }) => (
        <Button
          variant="default"
          leftSection={copied ? <IconCheck size={18} /> : <IconCopy size={18} />}
          onClick={copy}
        >
          {copied ? t("actions.copied") : t("actions.copy")}
        </Button>
      )}
    </CopyButton>
  );
}
