import { Button, Group, Modal, NumberInput, Stack, Text, Textarea } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Order } from "../../api/types";

/** What is asked for before it is done; the rest is done at once. */
export type Asked = "message" | "extra_time" | "pause" | "end" | "waive_camera";

interface Props {
  kind: Asked;
  /** Whom it is for: a name, or nobody named for everybody. */
  name: string | null;
  onDo: (order: Order) => void;
  onClose: () => void;
}

const MAX_TEXT = 500;
const MAX_MINUTES = 180;
const USUAL_MINUTES = [5, 10, 15];

export function ActDialog({ kind, name, onDo, onClose }: Props) {
  const { t } = useTranslation("lecturer");
  const [text, setText] = useState("");
  const [minutes, setMinutes] = useState<number | string>(10);
  const order = orderOf(kind, text.trim(), Number(minutes));
  const whom = name ?? t("acts.everybody");
  return (
    <Modal
      opened
      onClose={onClose}
      title={t(`acts.title.${kind}`, { whom })}
      closeButtonProps={{ "aria-label": t("shell.close") }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (!order) return;
          onDo(order);
          onClose();
        }}
      >
        <Stack>
          {kind !== "message" && <Text c="dimmed">{t(`acts.hint.${kind}`)}</Text>}
          {kind === "extra_time" ? (
            <Minutes minutes={minutes} onMinutes={setMinutes} />
          ) : (
            <Textarea
              label={t(`acts.text.${kind}`)}
              value={text}
              onChange={(event) => setText(event.currentTarget.value)}
              maxLength={MAX_TEXT}
              autosize
              minRows={3}
              data-autofocus
            />
          )}
          {kind === "message" && <Phrases onPhrase={setText} />}
          <Group justify="end">
            <Button variant="default" onClick={onClose}>
              {t("actions.cancel")}
            </Button>
            <Button type="submit" disabled={!order} color={kind === "end" ? "red" : undefined}>
              {t(`acts.do.${kind}`)}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function orderOf(kind: Asked, text: string, minutes: number): Order | null {
  switch (kind) {
    case "message":
    case "end":
    case "waive_camera":
      return text ? { kind, text } : null;
    case "pause":
      return { kind, text };
    case "extra_time":
      return minutes >= 1 && minutes <= MAX_MINUTES ? { kind, minutes } : null;
  }
}

interface MinutesProps {
  minutes: number | string;
  onMinutes: (minutes: number | string) => void;
}

function Minutes({ minutes, onMinutes }: MinutesProps) {
  const { t } = useTranslation(["lecturer", "common"]);
  return (
    <Group align="end" gap="xs">
      <NumberInput
        label={t("acts.minutes")}
        value={minutes}
        onChange={onMinutes}
        min={1}
        max={MAX_MINUTES}
        allowDecimal={false}
        w={104}
        data-autofocus
      />
      {USUAL_MINUTES.map((count) => (
        <Button key={count} variant="default" px="sm" onClick={() => onMinutes(count)}>
          {t("common:minutes", { count })}
        </Button>
      ))}
    </Group>
  );
}

const PHRASES = ["face", "alone", "time"] as const;

/** What is said often; it can be changed before it is sent. */
function Phrases({ onPhrase }: { onPhrase: (text: string) => void }) {
  const { t } = useTranslation("lecturer");
  return (
    <Group gap="xs">
      {PHRASES.map((phrase) => (
        <Button
          key={phrase}
          size="compact-sm"
          variant="default"
          fw={400}
          className="phrase"
          onClick={() => onPhrase(t(`acts.phrases.${phrase}`))}
        >
          {t(`acts.phrases.${phrase}`)}
        </Button>
      ))}
    </Group>
  );
}
