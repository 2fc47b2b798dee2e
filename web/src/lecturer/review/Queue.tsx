import { ActionIcon, Button, Group, Kbd, Modal, Progress, Table, Text, UnstyledButton } from "@mantine/core";
import { IconCircle, IconCircleCheckFilled, IconCircleX, IconKeyboard } from "@tabler/icons-react";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { ReviewedViolation } from "../../api/types";
import { useViolationText } from "../useViolationText";
import { decided, nextOpen } from "./order";
import { useClock } from "../../shared/zone";

interface Props {
  all: ReviewedViolation[];
  selected: ReviewedViolation;
  onSelect: (violationId: string) => void;
  help: boolean;
  onHelp: (open: boolean) => void;
}

/** What was noted, in order of time, with what was decided. */
export function Queue({ all, selected, onSelect, help, onHelp }: Props) {
  const { t } = useTranslation(["review", "lecturer"]);
  const done = decided(all);
  const next = nextOpen(all, selected.violation_id);
  return (
    <section className="review-queue" aria-label={t("queue")}>
      <Group justify="space-between" wrap="nowrap" mb={6}>
        <Text size="sm" fw={500} role="status">
          {done === all.length ? t("allDone") : t("progress", { done, total: all.length })}
        </Text>
        <ActionIcon variant="subtle" aria-label={t("help")} title={t("help")} onClick={() => onHelp(true)}>
          <IconKeyboard size={20} />
        </ActionIcon>
      </Group>
      <Progress value={(done / all.length) * 100} size="sm" mb="xs" aria-label={t("queue")} />
      <ol className="review-list">
        {all.map((violation) => (
          <Entry
            key={violation.violation_id}
            violation={violation}
            current={violation.violation_id === selected.violation_id}
            onSelect={() => onSelect(violation.violation_id)}
          />
        ))}
      </ol>
      {next && (
        <Button variant="subtle" fullWidth mt="xs" onClick={() => onSelect(next.violation_id)}>
          {t("nextOpen")}
        </Button>
      )}
      <KeyHelp opened={help} onClose={() => onHelp(false)} />
    </section>
  );
}

interface EntryProps {
  violation: ReviewedViolation;
  current: boolean;
  onSelect: () => void;
}

function Entry({ violation, current, onSelect }: EntryProps) {
  const { t } = useTranslation("review");
  const { clock } = useClock();
  const text = useViolationText();
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (current) button.current?.scrollIntoView({ block: "nearest" });
  }, [current]);
  return (
    <li>
      <UnstyledButton
        ref={button}
        className="review-entry"
        aria-current={current || undefined}
        onClick={onSelect}
      >
        <ReviewMark violation={violation} />
        <span>
          {text(violation)}
          <Text span size="sm" c="dimmed" className="figures" display="block">
            {clock(violation.started_ms)}
            {violation.review === "open" && violation.proposed !== "open" && (
              <> · {t(`proposed.${violation.proposed}`)}</>
            )}
            {violation.explanation && <> · {t("explanation")}</>}
          </Text>
        </span>
      </UnstyledButton>
    </li>
  );
}

const ICONS = { open: IconCircle, confirmed: IconCircleCheckFilled, dismissed: IconCircleX };

/** What was decided, as a sign that does not live by colour alone. */
export function ReviewMark({ violation }: { violation: ReviewedViolation }) {
  const { t } = useTranslation("review");
  const { review, severity } = violation;
  const Icon = ICONS[review];
  const urgent = review === "open" && severity === "high";
  const colour = urgent ? "var(--alert)" : review === "open" ? "var(--line-strong)" : "var(--accent)";
  const label = urgent ? t("severities.high") : t(`states.${review}`);
  return (
    <span title={label} style={{ flex: "none", display: "grid", marginTop: 2 }}>
      <Icon size={18} color={colour} aria-hidden />
      <span className="unseen">{label}</span>
    </span>
  );
}

const KEYS = [
  ["next", ["J"]],
  ["previous", ["K"]],
  ["confirm", ["C"]],
  ["dismiss", ["D"]],
  ["note", ["N"]],
  ["undo", ["U"]],
  ["reopen", ["R"]],
  ["pictures", ["←", "→"]],
  ["overlay", ["O"]],
  ["zoom", ["Z"]],
  ["help", ["?"]],
] as const;

function KeyHelp({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation(["review", "lecturer"]);
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t("help")}
      closeButtonProps={{ "aria-label": t("lecturer:shell.close") }}
    >
      <Text size="sm" c="dimmed" mb="sm">
        {t("helpHint")}
      </Text>
      <Table withRowBorders={false}>
        <Table.Tbody>
          {KEYS.map(([name, keys]) => (
            <Table.Tr key={name}>
              <Table.Td w={90}>
                <Group gap={4} wrap="nowrap">
                  {keys.map((key) => (
                    <Kbd key={key}>{key}</Kbd>
                  ))}
                </Group>
              </Table.Td>
              <Table.Td>{t(`keys.${name}`)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Modal>
  );
}
