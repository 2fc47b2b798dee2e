import { Alert, Button, Group, Paper, Stack, Switch, Table, Text, Title } from "@mantine/core";
import { IconAlertTriangle, IconCheck } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Exam, ExamResults, ItemFigures, Question } from "../../../api/types";
import { RichText } from "../../../shared/formula/RichText";
import { CorrectionDialog } from "../corrections/CorrectionDialog";
import { CorrectionTrail } from "../corrections/CorrectionTrail";
import { Key } from "../questions/QuestionPreview";
import {
  FEW_ATTEMPTS,
  hintsFor,
  isKey,
  letterOf,
  needsLook,
  textOf,
  type Hint,
} from "../../results";
import { useFigures } from "../../useFigures";

type Analysis = ExamResults["analysis"];

/** What the answers say about each question, in plain words first and figures second. */
export function Items({ exam, analysis }: { exam: Exam; analysis: Analysis }) {
  const { t } = useTranslation("lecturer");
  const [onlyLook, setOnlyLook] = useState(false);
  const { attempts } = analysis;
  const entries = exam.questions.flatMap((question, index) => {
    const item = analysis.items.find((one) => one.question_id === question.question_id);
    return item ? [{ question, item, index, hints: hintsFor(item, question, attempts) }] : [];
  });
  const shown = onlyLook ? entries.filter((entry) => needsLook(entry.hints)) : entries;
  return (
    <Stack>
      {attempts < FEW_ATTEMPTS && (
        <Alert className="warm-alert">{t("results.few", { count: attempts })}</Alert>
      )}
      <Group justify="space-between" align="start">
        <Reliability analysis={analysis} />
        <Switch
          label={t("results.onlyLook")}
          checked={onlyLook}
          onChange={(event) => setOnlyLook(event.currentTarget.checked)}
        />
      </Group>
      {shown.length === 0 && <Text c="dimmed">{t("results.noneToLook")}</Text>}
      {shown.map((entry) => (
        <Item key={entry.question.question_id} exam={exam} attempts={attempts} {...entry} />
      ))}
      <CorrectionTrail examId={exam.exam_id} />
    </Stack>
  );
}

function Reliability({ analysis }: { analysis: Analysis }) {
  const { t } = useTranslation("lecturer");
  const figures = useFigures();
  const { alpha } = analysis;
  if (alpha === null) return <div />;
  const level = alpha >= 0.8 ? "high" : alpha >= 0.6 ? "fair" : "low";
  return (
    <div>
      <Text fw={500}>{t("results.reliability", { value: figures(alpha) })}</Text>
      <Text size="sm" c="dimmed">
        {t(`results.reliabilityOf.${level}`)}
      </Text>
    </div>
  );
}

interface ItemProps {
  exam: Exam;
  question: Question;
  item: ItemFigures;
  index: number;
  hints: Hint[];
  attempts: number;
}

function Item({ exam, question, item, index, hints, attempts }: ItemProps) {
  const { t } = useTranslation("lecturer");
  const [correcting, setCorrecting] = useState(false);
  return (
    <Paper component="section" withBorder p={{ base: "md", sm: "lg" }}>
      <div className="item">
        <Stack gap="sm" miw={0}>
          <Title order={3} size="h5">
            {t("results.question", { number: index + 1 })}
          </Title>
          <div className="item-text">
            <RichText text={question.text} />
          </div>
          {(question.type === "number" || question.type === "short_text") && (
            <Key content={question} />
          )}
          <Hints hints={hints} />
          <Figures item={item} attempts={attempts} />
          {exam.state === "closed" && (
            <div>
              <Button variant="default" size="xs" onClick={() => setCorrecting(true)}>
                {t("corrections.open")}
              </Button>
            </div>
          )}
          {correcting && (
            <CorrectionDialog
              exam={exam}
              question={question}
              number={index + 1}
              onClose={() => setCorrecting(false)}
            />
          )}
        </Stack>
        <Options question={question} item={item} />
      </div>
    </Paper>
  );
}

function Hints({ hints }: { hints: Hint[] }) {
  const { t } = useTranslation("lecturer");
  return (
    <ul className="hints">
      {hints.map((hint) => {
        const Icon = hint.code === "good" ? IconCheck : IconAlertTriangle;
        const letters = "letters" in hint ? hint.letters : "";
        return (
          <li key={hint.code} className={hint.code}>
            <Icon size={18} aria-hidden />
            <span>{t(`results.hints.${hint.code}`, { letters })}</span>
          </li>
        );
      })}
    </ul>
  );
}

function Figures({ item, attempts }: { item: ItemFigures; attempts: number }) {
  const { t } = useTranslation("lecturer");
  const figures = useFigures();
  const { difficulty } = item;
  const facts = [
    {
      label: t("results.difficulty"),
      value: difficulty === null ? "–" : `${figures(Math.round(difficulty * 100))}%`,
    },
    {
      label: t("results.discrimination"),
      value: figures(item.discrimination),
      hint: t("results.discriminationHint"),
    },
    {
      label: t("results.upperLower"),
      value: figures(item.upper_lower),
      hint: t("results.upperLowerHint"),
    },
    { label: t("results.answered"), value: `${figures(item.answered)}/${figures(attempts)}` },
  ];
  return (
    <Group component="dl" gap="lg" m={0}>
      {facts.map(({ label, value, hint }) => (
        <div key={label} title={hint}>
          <Text component="dt" size="sm" c="dimmed">
            {label}
          </Text>
          <Text component="dd" m={0} fw={600} className="figures">
            {value}
          </Text>
        </div>
      ))}
    </Group>
  );
}

/** How often each choice was taken, and by whom. */
function Options({ question, item }: { question: Question; item: ItemFigures }) {
  const { t } = useTranslation("lecturer");
  const figures = useFigures();
  if (item.options.length === 0) return null;
  const head =
    question.type === "true_false"
      ? t("results.heldTrue")
      : "choices" in question
        ? t("results.options")
        : t("results.typed");
  return (
    <div className="options">
      <Table className="figures" verticalSpacing={6}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{head}</Table.Th>
            <Table.Th ta="right">{t("results.count")}</Table.Th>
            <Table.Th ta="right">{t("results.upper")}</Table.Th>
            <Table.Th ta="right">{t("results.lower")}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {item.options.map(({ option, count, upper, lower }) => {
            const right = isKey(question, option);
            const letter = letterOf(question, option);
            return (
              <Table.Tr key={option} fw={right ? 600 : undefined}>
                <Table.Td>
                  {letter && `${letter}. `}
                  <RichText text={textOf(question, option)} />
                  {right && (
                    <IconCheck size={16} className="right-mark" aria-label={t("form.isRight")} />
                  )}
                </Table.Td>
                <Table.Td ta="right">{figures(count)}</Table.Td>
                <Table.Td ta="right">{figures(upper)}</Table.Td>
                <Table.Td ta="right">{figures(lower)}</Table.Td>
              </Table.Tr>
            );
          })}
        </Table.Tbody>
      </Table>
    </div>
  );
}
