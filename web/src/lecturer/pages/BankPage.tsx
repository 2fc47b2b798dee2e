import { Button, Group, Stack } from "@mantine/core";
import { modals } from "@mantine/modals";
import { notifications } from "@mantine/notifications";
import { IconFileUpload, IconPencil, IconPlus, IconTrash } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { BankQuestion, ImportedQuestion } from "../../api/types";
import { useErrorText } from "../../i18n/useErrorText";
import { bankKeys, removeFromBank } from "../bank";
import { BankFinder } from "../parts/bank/BankFinder";
import { BankQuestionDialog } from "../parts/bank/BankQuestionDialog";
import { SaveToBankDialog } from "../parts/bank/SaveToBankDialog";
import { ImportDialog } from "../parts/questions/ImportDialog";
import { PageTitle } from "../parts/states";
import { Tool } from "../parts/Tool";

type Opened =
  | { name: "question"; found: BankQuestion | null }
  | { name: "import" }
  | { name: "save"; questions: ImportedQuestion[] };

/** A lecturer's own questions, to be used again. */
export function BankPage() {
  const { t } = useTranslation("lecturer");
  const [opened, setOpened] = useState<Opened | null>(null);
  const close = () => setOpened(null);
  const remove = useRemove();
  return (
    <Stack gap="lg">
      <Group justify="space-between">
        <PageTitle name={t("bank.title")} />
        <Group gap="xs">
          <Button
            variant="default"
            leftSection={<IconFileUpload size={18} aria-hidden />}
            onClick={() => setOpened({ name: "import" })}
          >
            {t("import.open")}
          </Button>
          <Button
            leftSection={<IconPlus size={18} aria-hidden />}
            onClick={() => setOpened({ name: "question", found: null })}
          >
            {t("form.addQuestion")}
          </Button>
        </Group>
      </Group>
      <BankFinder
        tools={(found) => (
          <>
            <Tool label={t("bank.edit")} onClick={() => setOpened({ name: "question", found })}>
              <IconPencil size={18} />
            </Tool>
            <Tool label={t("bank.remove")} onClick={() => remove(found)}>
              <IconTrash size={18} />
            </Tool>
          </>
        )}
      />
      {opened?.name === "question" && <BankQuestionDialog found={opened.found} onClose={close} />}
      {opened?.name === "import" && (
        <ImportDialog
          into="bank"
          onAdd={(questions) => setOpened({ name: "save", questions })}
          onClose={close}
        />
      )}
      {opened?.name === "save" && (
        <SaveToBankDialog questions={opened.questions} subject="" onClose={close} />
      )}
    </Stack>
  );
}

function useRemove(): (found: BankQuestion) => void {
  const { t } = useTranslation("lecturer");
  const queries = useQueryClient();
  const errorText = useErrorText();
  const remove = useMutation({
    mutationFn: removeFromBank,
    onSuccess: () => queries.invalidateQueries({ queryKey: bankKeys.all }),
    onError: (error) =>
      notifications.show({ color: "red", message: errorText(error), role: "alert" }),
  });
  return (found) =>
    modals.openConfirmModal({
      title: t("bank.removeTitle"),
      children: t("bank.removeText"),
      labels: { confirm: t("bank.remove"), cancel: t("bank.cancel") },
      confirmProps: { color: "red" },
      onConfirm: () => remove.mutate(found),
    });
}
