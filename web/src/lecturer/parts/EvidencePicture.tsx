import { Modal, Stack, Text, UnstyledButton } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Evidence, Violation } from "../../api/types";
import { useClock } from "../../shared/zone";
import { useViolationText } from "../useViolationText";

interface PictureProps {
  evidence: Evidence;
  className?: string;
}

/**
 * A picture behind a signed address that changes with every poll: the address that worked stays,
 * so that nothing flickers or loads twice; a newer one is tried when it fails.
 */
function EvidencePicture({ evidence, className }: PictureProps) {
  const { t } = useTranslation("lecturer");
  const { clock } = useClock();
  const [url, setUrl] = useState(evidence.url);
  const [failed, setFailed] = useState<string | null>(null);
  if (failed === url && evidence.url !== url) setUrl(evidence.url);
  if (failed === url) {
    return <span className={`${className ?? ""} no-picture`}>{t("room.noPicture")}</span>;
  }
  const time = clock(evidence.captured_ms);
  return (
    <img
      src={url}
      className={className}
      alt={t("room.evidence", { time })}
      onError={() => setFailed(url)}
    />
  );
}

interface ThumbnailProps {
  evidence: Evidence;
  onShow: (evidence: Evidence) => void;
}

export function Thumbnail({ evidence, onShow }: ThumbnailProps) {
  const { t } = useTranslation("lecturer");
  const { clock } = useClock();
  const time = clock(evidence.captured_ms);
  return (
    <UnstyledButton aria-label={t("room.enlarge", { time })} onClick={() => onShow(evidence)}>
      <EvidencePicture evidence={evidence} className="thumbnail" />
    </UnstyledButton>
  );
}

interface DialogProps {
  violation: Violation;
  evidence: Evidence;
  onClose: () => void;
}

export function EvidenceDialog({ violation, evidence, onClose }: DialogProps) {
  const { t } = useTranslation("lecturer");
  const { clock } = useClock();
  const text = useViolationText();
  const narrow = useMediaQuery("(max-width: 48em)");
  const time = clock(evidence.captured_ms);
  return (
    <Modal
      opened
      onClose={onClose}
      size="xl"
      fullScreen={narrow}
      title={`${violation.student_name} · ${violation.student_number}`}
      closeButtonProps={{ "aria-label": t("shell.close") }}
    >
      <Stack gap="sm">
        <EvidencePicture evidence={evidence} className="evidence" />
        <Text fw={500}>{text(violation)}</Text>
        <Text c="dimmed" className="figures">
          {t("room.evidence", { time })}
        </Text>
      </Stack>
    </Modal>
  );
}
