import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ImportedQuestion } from "../../../api/types";
import { useRequestKey } from "../../../shared/useRequestKey";
import { bankKeys, NO_LABELS, saveInBank } from "../../bank";
import { FormFault } from "./FormFault";
import { LabelsForm } from "./LabelsForm";

interface Props {
  questions: ImportedQuestion[];
  subject: string;
  onClose: () => void;
}

/** Keep copies of questions in the bank, and say what they are about. */
export function SaveToBankDialog({ questions, subject, onClose }: Props) {
  const { t } = useTranslation(["lecturer", "common"]);
  const queries = useQueryClient();
  const [labels, setLabels] = useState({ ...NO_LABELS, subject });
  const count = t("common:questions", { count: questions.length });
  const keyOf = useRequestKey();
  const told = questions.filter(({ level }) => level).length;
  const save = useMutation({
    mutationFn: () => {
      const copies = questions.map(withoutName);
      return saveInBank(copies, labels, keyOf([copies, labels]));
    },
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: bankKeys.all });
      notifications.show({ message: t("bank.saved", { questions: count }) });
      onClose();
    },
  });
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t("bank.saveTitle", { questions: count })}
      closeButtonProps={{ "aria-label": t("shell.close") }}
    >
      <Stack>
        <Text size="sm" c="dimmed">
          {t("bank.saveHint")}
        </Text>
        {told > 0 && <Text size="sm">{t("bank.levelsTold", { count: told })}</Text>}
        <LabelsForm labels={labels} onChange={setLabels} />
        <FormFault error={save.error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t("bank.cancel")}
          </Button>
          <Button loading={save.isPending} onClick={() => save.mutate()}>
            {t("bank.save")}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

/** A copy is another question: the bank gives it a name of its own. */
function withoutName({ content, level }: ImportedQuestion): ImportedQuestion {
  const copy = { ...content };
  delete copy.question_id;
  return { content: copy, level };
}
