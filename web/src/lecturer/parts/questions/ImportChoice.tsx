import { Alert, Badge, Button, Checkbox, Group, Paper, Stack, Text } from "@mantine/core";
import { Fragment, useState } from "react";
import { useTranslation } from "react-i18next";
import type {
  BankLevel,
  ImportedQuestion,
  ImportPreview,
  ImportProblem,
  QuestionContent,
} from "../../../api/types";
import type { Destination } from "./ImportDialog";
import { QuestionPreview } from "./QuestionPreview";

interface Props {
  preview: ImportPreview;
  into: Destination;
  /** Whether the pictures of those that were chosen are on their way. */
  adding: boolean;
  onAdd: (questions: ImportedQuestion[]) => void;
}

/** What a file held: its questions to choose from, and the lines that were not understood. */
export function ImportChoice({ preview, into, adding, onAdd }: Props) {
  const { t } = useTranslation(["lecturer", "common"]);
  const { questions, problems, levels } = preview;
  const beside = (at: number) => problems.filter((problem) => problem.question === at);
  const [left, setLeft] = useState<ReadonlySet<number>>(new Set());
  const chosen = questions
    .map((content, at) => ({ content, level: levels[at] ?? null }))
    .filter((_question, at) => !left.has(at));
  const toggle = (at: number) => {
    const next = new Set(left);
    if (!next.delete(at)) next.add(at);
    setLeft(next);
  };
  const all = () => setLeft(new Set(left.size > 0 ? [] : questions.keys()));
  return (
    <Stack>
      <Text role="status" fw={500}>
        {t("import.found", { questions: t("common:questions", { count: questions.length }) })}
      </Text>
      <Problems problems={problems.filter((one) => one.question == null)} total={problems.length} />
      {questions.length > 1 && (
        <Checkbox
          label={t("import.all")}
          checked={left.size === 0}
          indeterminate={left.size > 0 && chosen.length > 0}
          onChange={all}
        />
      )}
      {questions.map((content, at) => (
        <Fragment key={at}>
          {content.part && content.part !== questions[at - 1]?.part && (
            <Text fw={600}>{content.part}</Text>
          )}
          <Question
            content={content}
            level={levels[at] ?? null}
            number={at + 1}
            problems={beside(at)}
            chosen={!left.has(at)}
            onToggle={() => toggle(at)}
          />
        </Fragment>
      ))}
      {questions.length > 0 && (
        <Paper className="dialog-foot" py="sm">
          <Group justify="space-between">
            <Text size="sm" c="dimmed">
              {t("import.nothingSaved")}
            </Text>
            <Button
              disabled={chosen.length === 0}
              loading={adding}
              onClick={() => onAdd(chosen)}
            >
              {t(into === "bank" ? "import.addToBank" : "import.add", {
                questions: t("common:questions", { count: chosen.length }),
              })}
            </Button>
          </Group>
        </Paper>
      )}
    </Stack>
  );
}

interface QuestionProps {
  content: QuestionContent;
  level: BankLevel | null;
  number: number;
  problems: ImportProblem[];
  chosen: boolean;
  onToggle: () => void;
}

function Question({ content, level, number, problems, chosen, onToggle }: QuestionProps) {
  const { t } = useTranslation("lecturer");
  return (
    <Paper withBorder p="md" opacity={chosen ? 1 : 0.6} style={{ minWidth: 0 }}>
      <Group justify="space-between" mb="xs" gap="xs">
        <Checkbox
          checked={chosen}
          onChange={onToggle}
          styles={{ label: { fontWeight: 500 } }}
          label={t("import.take", { number })}
        />
        <Group gap="xs">
          {isUnmarked(content) && (
            <Badge className="warm-badge" tt="none" fw={500}>
              {t("import.noKey")}
            </Badge>
          )}
          {level && (
            <Badge variant="light" tt="none" fw={500}>
              {t(`bank.levels.${level}`)}
            </Badge>
          )}
          <Text size="sm" c="dimmed">
            {t(`types.${content.type}`)}
          </Text>
        </Group>
      </Group>
      <QuestionPreview content={content} />
      {problems.length > 0 && (
        <div className="import-notes">
          <ProblemList problems={problems} />
        </div>
      )}
    </Paper>
  );
}

/** Whether nothing in the file said which choice is right: the author marks it in the form. */
function isUnmarked(content: QuestionContent): boolean {
  switch (content.type) {
    case "single_choice":
      return content.correct_choice < 0;
    case "several_choices":
      return content.correct_choices.length === 0;
    case "short_text":
      return content.accepted.length === 0;
    case "number":
      return content.number == null;
    default:
      return false;
  }
}

interface ProblemsProps {
  problems: ImportProblem[];
  /** Of the whole file; the others stand beside their questions. */
  total: number;
}

function Problems({ problems, total }: ProblemsProps) {
  const { t } = useTranslation("lecturer");
  if (total === 0) return null;
  return (
    <Alert className="warm-alert" title={t("import.problems", { count: total })}>
      {problems.length < total && (
        <Text size="sm" mb={problems.length > 0 ? "xs" : 0}>
          {t("import.problemsBeside", { count: total - problems.length })}
        </Text>
      )}
      <ProblemList problems={problems} />
    </Alert>
  );
}

function ProblemList({ problems }: { problems: ImportProblem[] }) {
  const { t } = useTranslation("lecturer");
  if (problems.length === 0) return null;
  return (
    <ul className="import-problems">
      {problems.map(({ line, text, message }, at) => (
        <li key={at}>
          <Text span size="sm" fw={500} className="figures">
            {line > 0 ? t("import.line", { line }) : t("import.wholeFile")}
          </Text>
          <div>
            <Text size="sm">{message}</Text>
            {text && (
              <Text size="sm" c="dimmed" style={{ whiteSpace: "pre-wrap" }}>
                {text}
              </Text>
            )}
          </div>
        </li>
      ))}
    </ul>
  );
}
