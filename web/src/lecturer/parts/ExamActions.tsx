import { Button, Group, Menu, Text } from "@mantine/core";
import { modals } from "@mantine/modals";
import { IconDots } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Exam, ExamSummary } from "../../api/types";
import type { TakenStep } from "../api";
import { useRemove, useStep } from "../useExamSteps";
import { EraseDialog } from "../privacy/EraseDialog";
import { CloneDialog } from "./CloneDialog";
import { ShareDialog } from "./ShareDialog";

interface Props {
  exam: ExamSummary;
  /** With unsaved changes on the page, what would be opened is not what is seen. */
  disabled?: boolean;
}

/** What the eye should find at once; the rest is in the menu. */
const MAIN: Partial<Record<ExamSummary["state"], readonly TakenStep[]>> = {
  draft: ["open", "publish"],
  published: ["open"],
  open: ["close"],
  closed: ["archive", "open"],
  archived: ["restore"],
};
const IN_MENU: readonly TakenStep[] = ["withdraw", "change_code"];

/** What may be done with an exam now, as the server says; what has consequences asks first. */
export function ExamActions({ exam, disabled = false }: Props) {
  const steps = (MAIN[exam.state] ?? []).filter((step) => exam.steps.includes(step));
  return (
    <Group gap="xs">
      <MoreMenu exam={exam} disabled={disabled} />
      {steps.map((step, at) => (
        <StepButton
          key={step}
          exam={exam}
          step={step}
          disabled={disabled}
          primary={at === steps.length - 1 && step !== "close"}
        />
      ))}
    </Group>
  );
}

type StepProps = Props & { step: TakenStep; primary: boolean };

function StepButton({ exam, step, disabled, primary }: StepProps) {
  const { t } = useTranslation("lecturer");
  const { ask, isPending } = useAskedStep(exam);
  const again = step === "open" && exam.state === "closed";
  return (
    <Button
      variant={primary ? "filled" : "default"}
      disabled={disabled}
      loading={isPending}
      onClick={() => ask(step)}
    >
      {again ? t("actions.reopen") : t(`actions.${step}`)}
    </Button>
  );
}

function MoreMenu({ exam, disabled }: Props) {
  const { t } = useTranslation(["lecturer", "privacy"]);
  const { ask } = useAskedStep(exam);
  const remove = useRemove();
  const [dialog, setDialog] = useState<"clone" | "share" | "erase" | null>(null);
  const close = () => setDialog(null);
  const askDelete = () =>
    confirm({
      title: t("actions.deleteTitle"),
      text: t("actions.deleteText", { title: exam.title }),
      labels: { confirm: t("actions.delete"), cancel: t("actions.cancel") },
      onConfirm: () => remove.mutate(exam.exam_id),
    });
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button
            variant="default"
            px="xs"
            aria-label={t("actions.more")}
            title={t("actions.more")}
            disabled={disabled}
          >
            <IconDots size={18} aria-hidden />
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => setDialog("clone")}>{t("actions.clone")}</Menu.Item>
          {exam.steps.includes("share") && (
            <Menu.Item onClick={() => setDialog("share")}>{t("actions.share")}</Menu.Item>
          )}
          {IN_MENU.filter((step) => exam.steps.includes(step)).map((step) => (
            <Menu.Item key={step} onClick={() => ask(step)}>
              {t(`actions.${step}`)}
            </Menu.Item>
          ))}
          {exam.steps.includes("delete") && (
            <>
              <Menu.Divider />
              <Menu.Item color="red" onClick={askDelete}>
                {t("actions.delete")}
              </Menu.Item>
            </>
          )}
          {exam.steps.includes("erase") && (
            <>
              <Menu.Divider />
              <Menu.Item color="red" onClick={() => setDialog("erase")}>
                {t("privacy:erase.exam")}
              </Menu.Item>
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      {dialog === "erase" && (
        <EraseDialog what={{ examId: exam.exam_id }} expected={exam.title} onClose={close} />
      )}
      {dialog === "clone" && <CloneDialog exam={exam} onClose={close} />}
      {dialog === "share" && <ShareDialog exam={exam} onClose={close} />}
    </>
  );
}

interface Question {
  title: string;
  text: string;
  labels: { confirm: string; cancel: string };
  onConfirm: () => void;
}

function confirm({ text, ...rest }: Question) {
  modals.openConfirmModal({ ...rest, withCloseButton: false, children: <Text>{text}</Text> });
}

/** A step with the question before it; bringing an exam back needs none. */
function useAskedStep(exam: ExamSummary | Exam) {
  const { t } = useTranslation("lecturer");
  const taken = useStep();
  const ask = (step: TakenStep) => {
    const take = () => taken.mutate({ examId: exam.exam_id, step });
    if (step === "restore") {
      take();
      return;
    }
    const code = { code: exam.room_code };
    const name = step === "change_code" ? "changeCode" : step;
    confirm({
      title: t(`actions.${name}Title`),
      text: t(`actions.${name}Text`, code),
      labels: { confirm: t(`actions.${step}`), cancel: t("actions.cancel") },
      onConfirm: take,
    });
  };
  return { ask, isPending: taken.isPending };
}
