import { Alert, Button, Group, List, Modal, Stack, Text, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type SubmitEvent } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { useErrorText } from "../../i18n/useErrorText";
import { keys } from "../queries";
import { erase, type Erasable } from "./api";

interface Props {
  what: Erasable;
  /** The student's name, or nothing for an exam. */
  name?: string;
  /** What is typed to confirm: the number, or the title. */
  expected: string;
  onClose: () => void;
}

const fold = (text: string) => text.normalize("NFC").trim().replace(/\s+/g, " ").toLowerCase();

/** The one dialog whose way back is the easier one: what goes is said first, then typed. */
export function EraseDialog({ what, name, expected, onClose }: Props) {
  const { t } = useTranslation(["privacy", "lecturer"]);
  const errorText = useErrorText();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [typed, setTyped] = useState("");
  const student = what.attemptId !== undefined;
  const goes: readonly string[] = student
    ? t("erase.studentGoes", { returnObjects: true })
    : t("erase.examGoes", { returnObjects: true });
  const asked = useMutation({
    mutationFn: () => erase(what, typed),
    onSuccess: async (receipt) => {
      await navigate(`/erasures/${receipt.erasure_id}`);
      if (!student) queries.removeQueries({ queryKey: keys.exam(what.examId) });
      void queries.invalidateQueries({ queryKey: keys.exams });
    },
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    asked.mutate();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={student ? t("erase.studentTitle", { name }) : t("erase.examTitle")}
      closeButtonProps={{ "aria-label": t("lecturer:shell.close") }}
    >
      <form onSubmit={submit}>
        <Stack>
          <div>
            <Text>{t("erase.goes")}</Text>
            <List mt={4} spacing={2}>
              {goes.map((one) => (
                <List.Item key={one}>{one}</List.Item>
              ))}
            </List>
          </div>
          <Text size="sm" c="dimmed">
            {t("erase.stays")}
          </Text>
          <TextInput
            label={
              student ? t("erase.typeNumber", { expected }) : t("erase.typeTitle", { expected })
            }
            value={typed}
            autoComplete="off"
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
          {asked.error && (
            <Alert color="red" role="alert">
              {errorText(asked.error)}
            </Alert>
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("erase.cancel")}
            </Button>
            <Button
              type="submit"
              color="red"
              disabled={fold(typed) !== fold(expected)}
              loading={asked.isPending}
            >
              {t("erase.confirm")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
