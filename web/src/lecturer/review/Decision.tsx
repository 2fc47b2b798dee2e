import { Badge, Button, Group, Kbd, Stack, Text, Textarea } from "@mantine/core";
import { IconArrowBackUp, IconCheck, IconX } from "@tabler/icons-react";
import { useState, type RefObject } from "react";
import { useTranslation } from "react-i18next";
import type { ReviewAct, ReviewedViolation, ReviewStep } from "../../api/types";
import { useViolationText } from "../useViolationText";
import { useClock } from "../../shared/zone";
import { NoticedList } from "./NoticedList";
import type { Reviewable } from "./watched";

const MAX_NOTE = 1000;
const MAX_REPLY = 2000;

interface Props {
  violation: ReviewedViolation;
  events: Reviewable["events"];
  noteField: RefObject<HTMLTextAreaElement | null>;
  pending: boolean;
  onAct: (act: ReviewAct) => void;
  onReply: (text: string) => void;
}

/** Decide about one violation, and read what was decided before. */
export function Decision({ violation, events, noteField, pending, onAct, onReply }: Props) {
  const { t } = useTranslation("review");
  const { clock: time } = useClock();
  const text = useViolationText();
  const [note, setNote] = useState("");
  const act = (kind: ReviewAct["act"]) => {
    onAct({ act: kind, note });
    setNote("");
  };
  const { review, proposed, history } = violation;
  return (
    <section className="review-decision">
      <Stack gap={4}>
        <Text fw={600} fz="lg" lh={1.3}>
          {text(violation)}
        </Text>
        <Text size="sm" c="dimmed" className="figures">
          {t("lasting", { from: time(violation.started_ms), to: time(violation.ended_ms) })}
        </Text>
        <Group gap="xs">
          <Badge variant="light" color={review === "open" ? "gray" : "teal"} tt="none" fw={500}>
            {t(`states.${review}`)}
          </Badge>
          {review === "open" && violation.severity === "high" && (
            <Badge variant="light" color="red" tt="none" fw={600}>
              {t("severities.high")}
            </Badge>
          )}
        </Group>
        {review === "open" && proposed !== "open" && (
          <Text size="sm" fw={500}>
            {t(`proposed.${proposed}`)}
          </Text>
        )}
      </Stack>
      <NoticedList violation={violation} events={events} />
      <Textarea
        ref={noteField}
        label={t("noteLabel")}
        placeholder={t("notePlaceholder")}
        maxLength={MAX_NOTE}
        autosize
        minRows={2}
        maxRows={6}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Escape") event.currentTarget.blur();
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && note.trim()) act("note");
        }}
      />
      <Group grow gap="xs">
        <Button
          leftSection={<IconCheck size={18} aria-hidden />}
          rightSection={<Kbd size="xs" aria-hidden>C</Kbd>}
          aria-keyshortcuts="c"
          variant={review === "confirmed" ? "filled" : "default"}
          disabled={pending}
          onClick={() => act("confirm")}
        >
          {t("confirm")}
        </Button>
        <Button
          leftSection={<IconX size={18} aria-hidden />}
          rightSection={<Kbd size="xs" aria-hidden>D</Kbd>}
          aria-keyshortcuts="d"
          variant={review === "dismissed" ? "filled" : "default"}
          disabled={pending}
          onClick={() => act("dismiss")}
        >
          {t("dismiss")}
        </Button>
      </Group>
      <Group gap="xs">
        <Button
          className="tool"
          variant="subtle"
          size="compact-md"
          leftSection={<IconArrowBackUp size={16} aria-hidden />}
          disabled={pending || !violation.can_undo}
          onClick={() => act("undo")}
        >
          {t("undo")}
        </Button>
        <Button
          className="tool"
          variant="subtle"
          size="compact-md"
          disabled={pending || history.length === 0}
          onClick={() => act("reopen")}
        >
          {t("reopen")}
        </Button>
        <Button
          className="tool"
          variant="subtle"
          size="compact-md"
          disabled={pending || !note.trim()}
          onClick={() => act("note")}
        >
          {t("addNote")}
        </Button>
      </Group>
      <Explanation violation={violation} pending={pending} onReply={onReply} />
      <History steps={history} />
    </section>
  );
}

interface ExplanationProps {
  violation: ReviewedViolation;
  pending: boolean;
  onReply: (text: string) => void;
}

function Explanation({ violation: { explanation }, pending, onReply }: ExplanationProps) {
  const { t } = useTranslation("review");
  const [text, setText] = useState("");
  if (!explanation) return null;
  return (
    <Stack gap="xs" className="review-explanation">
      <Text size="sm" fw={600}>
        {t("explanation")}
      </Text>
      <Text size="sm" className="as-written">
        {explanation.text}
      </Text>
      {explanation.replied_by ? (
        <>
          <Text size="sm" fw={600}>
            {t("replyOf", { name: explanation.replied_by })}
          </Text>
          <Text size="sm" className="as-written">
            {explanation.reply}
          </Text>
        </>
      ) : (
        <>
          <Textarea
            label={t("reply")}
            maxLength={MAX_REPLY}
            autosize
            minRows={2}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
          <Button
            variant="default"
            disabled={pending || !text.trim()}
            onClick={() => onReply(text)}
          >
            {t("replySend")}
          </Button>
        </>
      )}
    </Stack>
  );
}

function History({ steps }: { steps: ReviewStep[] }) {
  const { t } = useTranslation("review");
  const { clock, day } = useClock();
  return (
    <div>
      <Text size="sm" fw={600} mb={4}>
        {t("history")}
      </Text>
      {steps.length === 0 && (
        <Text size="sm" c="dimmed">
          {t("noHistory")}
        </Text>
      )}
      <ol className="review-history">
        {[...steps].reverse().map((step, at) => (
          <li key={steps.length - at}>
            <Text size="sm">
              {step.reviewer && <b>{step.reviewer} </b>}
              {t(`acts.${step.act}`)}
              {step.before !== step.after && (
                <Text span size="sm" c="dimmed">
                  {" "}
                  {t("change", {
                    before: t(`states.${step.before}`),
                    after: t(`states.${step.after}`),
                  })}
                </Text>
              )}
            </Text>
            {step.note && (
              <Text size="sm" className="as-written">
                “{step.note}”
              </Text>
            )}
            <Text size="xs" c="dimmed" className="figures">
              {clock(step.at_ms, false)} {day(step.at_ms)}
            </Text>
          </li>
        ))}
      </ol>
    </div>
  );
}
