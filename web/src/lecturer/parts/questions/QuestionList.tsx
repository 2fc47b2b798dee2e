import { ActionIcon, Button, Group, Menu, Stack, Text, Title } from "@mantine/core";
import { IconBooks, IconChevronDown, IconFileUpload, IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ImportedQuestion, QuestionType } from "../../../api/types";
import { withQuestions } from "../../examForm";
import { draftValues, newQuestion, QUESTION_TYPES, type QuestionValues } from "../../questionForm";
import type { ExamFormState } from "../ExamForm";
import { TakeFromBankDialog } from "../bank/TakeFromBankDialog";
import { Fault } from "../Fault";
import { ImportDialog } from "./ImportDialog";
import { PartPoints } from "./PartPoints";
import { QuestionEditor } from "./QuestionEditor";
import { QuestionView } from "./QuestionView";
import { TemplateMenu } from "./TemplateMenu";

interface Props {
  form: ExamFormState;
  readOnly: boolean;
}

export function QuestionList({ form, readOnly }: Props) {
  const { t } = useTranslation("lecturer");
  const { questions } = form.values;
  return (
    <Stack component="section" gap="md">
      <Group justify="space-between" align="baseline">
        <Title order={2} size="h4">
          {t("form.questions")}
        </Title>
        <Total form={form} />
      </Group>
      {!readOnly && (
        <Group gap="xs">
          <ImportButton form={form} />
          <BankButton form={form} />
          <TemplateMenu form={form} />
        </Group>
      )}
      {!readOnly && <PartPoints form={form} />}
      <Fault>{form.errors.questions}</Fault>
      {questions.length === 0 && <Text c="dimmed">{t("form.noQuestions")}</Text>}
      {questions.map((question, index) =>
        readOnly ? (
          <QuestionView key={question.key} question={question} index={index} />
        ) : (
          <QuestionEditor
            key={question.key}
            form={form}
            question={question}
            index={index}
            count={questions.length}
            faults={faultsWithin(form, index)}
          />
        ),
      )}
      {!readOnly && <AddQuestion form={form} />}
    </Stack>
  );
}

function ImportButton({ form }: { form: ExamFormState }) {
  const { t } = useTranslation("lecturer");
  const [opened, setOpened] = useState(false);
  const add = (imported: ImportedQuestion[]) => {
    const added = imported.map(({ content }) => draftValues(content));
    form.setValues(withQuestions(form.getValues(), added));
    setOpened(false);
  };
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconFileUpload size={18} aria-hidden />}
        onClick={() => setOpened(true)}
      >
        {t("import.open")}
      </Button>
      {opened && <ImportDialog into="exam" onAdd={add} onClose={() => setOpened(false)} />}
    </>
  );
}

function BankButton({ form }: { form: ExamFormState }) {
  const { t } = useTranslation("lecturer");
  const [opened, setOpened] = useState(false);
  const add = (questions: QuestionValues[]) => {
    form.setValues(withQuestions(form.getValues(), questions));
    setOpened(false);
  };
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconBooks size={18} aria-hidden />}
        onClick={() => setOpened(true)}
      >
        {t("bank.take")}
      </Button>
      {opened && <TakeFromBankDialog onAdd={add} onClose={() => setOpened(false)} />}
    </>
  );
}

function Total({ form }: { form: ExamFormState }) {
  const { t } = useTranslation(["lecturer", "common"]);
  const { questions } = form.values;
  const points = questions.reduce((sum, question) => sum + Number(question.points || 0), 0);
  const total = {
    questions: t("common:questions", { count: questions.length }),
    points: t("common:points", { count: points, value: Math.round(points * 100) / 100 }),
  };
  return (
    <Text c="dimmed" className="figures">
      {t("form.total", total)}
    </Text>
  );
}

function faultsWithin(form: ExamFormState, index: number): string {
  const path = `questions.${index}.`;
  const faults = Object.entries(form.errors).filter(([name]) => name.startsWith(path));
  return JSON.stringify(faults);
}

/** One more like the last; the menu beside it has the other types. */
function AddQuestion({ form }: { form: ExamFormState }) {
  const { t } = useTranslation("lecturer");
  const last = form.values.questions.at(-1)?.type;
  const add = (type?: QuestionType) => form.insertListItem("questions", newQuestion(type));
  return (
    <Group gap={1} wrap="nowrap">
      <Button
        variant="light"
        style={{ flex: 1 }}
        leftSection={<IconPlus size={18} aria-hidden />}
        onClick={() => add(last)}
      >
        {t("form.addQuestion")}
      </Button>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="light" size={36} aria-label={t("form.chooseType")}>
            <IconChevronDown size={18} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {QUESTION_TYPES.map((type) => (
            <Menu.Item key={type} onClick={() => add(type)}>
              {t(`types.${type}`)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </Group>
  );
}
