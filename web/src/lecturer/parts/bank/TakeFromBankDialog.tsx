import { Button, Group, Modal, Paper, Stack, Text } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { IconCheck, IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { BankQuestion } from "../../../api/types";
import { copyQuestion, questionValues, type QuestionValues } from "../../questionForm";
import { BankFinder } from "./BankFinder";

interface Props {
  onAdd: (questions: QuestionValues[]) => void;
  onClose: () => void;
}

/** Choose questions of the bank; the exam gets copies. */
export function TakeFromBankDialog({ onAdd, onClose }: Props) {
  const { t } = useTranslation(["lecturer", "common"]);
  const narrow = useMediaQuery("(max-width: 48em)");
  const [taken, setTaken] = useState<BankQuestion[]>([]);
  const isTaken = ({ question }: BankQuestion) =>
    taken.some((one) => one.question.question_id === question.question_id);
  const toggle = (found: BankQuestion) => {
    const rest = taken.filter((one) => one.question.question_id !== found.question.question_id);
    setTaken(isTaken(found) ? rest : [...taken, found]);
  };
  return (
    <Modal
      opened
      onClose={onClose}
      size="62rem"
      fullScreen={narrow}
      title={t("bank.take")}
      closeButtonProps={{ "aria-label": t("shell.close") }}
    >
      <Stack>
        <BankFinder
          tools={(found) => {
            const chosen = isTaken(found);
            const Icon = chosen ? IconCheck : IconPlus;
            return (
              <Button
                size="compact-sm"
                variant={chosen ? "filled" : "default"}
                aria-pressed={chosen}
                leftSection={<Icon size={16} aria-hidden />}
                onClick={() => toggle(found)}
              >
                {chosen ? t("bank.chosen") : t("bank.choose")}
              </Button>
            );
          }}
        />
        <Paper className="dialog-foot" py="sm">
          <Group justify="space-between">
            <Text size="sm" c="dimmed">
              {t("bank.copies")}
            </Text>
            <Button
              disabled={taken.length === 0}
              onClick={() => onAdd(taken.map(({ question }) => copyQuestion(questionValues(question))))}
            >
              {t("import.add", { questions: t("common:questions", { count: taken.length }) })}
            </Button>
          </Group>
        </Paper>
      </Stack>
    </Modal>
  );
}
