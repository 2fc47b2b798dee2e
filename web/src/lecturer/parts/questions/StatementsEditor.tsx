import { Button, Group, SegmentedControl, Stack, Text } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { MAX_PARTS, newStatement, withoutStatement } from "../../questionForm";
import { Fault } from "../Fault";
import { Tool } from "../Tool";
import { CreditSelect } from "./CreditSelect";
import type { EditorProps } from "./QuestionEditor";
import { RichTextarea } from "./RichTextarea";

export function StatementsEditor({ form, question, index }: EditorProps) {
  const { t } = useTranslation("lecturer");
  const path = `questions.${index}`;
  const { statements } = question;
  const fault = form.errors[`${path}.statements`];
  return (
    <Stack gap="xs">
      {statements.map((statement, at) => {
        const letter = String.fromCharCode(97 + at);
        return (
          <div key={statement.key} className="statement-row">
            <Group gap="xs" wrap="nowrap" align="start" style={{ flex: "1 1 16rem" }}>
              <Text aria-hidden w={20} mt={5}>
                {letter})
              </Text>
              <RichTextarea
                aria-label={t("form.statement", { letter })}
                minRows={1}
                style={{ flex: 1, minWidth: 0 }}
                field={form.getInputProps(`${path}.statements.${at}.text`)}
              />
            </Group>
            <Group gap="xs" wrap="nowrap" justify="flex-end">
              <SegmentedControl
                aria-label={t("form.verdict", { letter })}
                size="sm"
                {...(statement.correct && { color: "teal" })}
                data={[
                  { value: "true", label: t("form.true") },
                  { value: "false", label: t("form.false") },
                ]}
                value={String(statement.correct)}
                onChange={(value) =>
                  form.setFieldValue(`${path}.statements.${at}.correct`, value === "true")
                }
              />
              {statements.length > 1 && (
                <Tool
                  label={t("form.removeStatement", { letter })}
                  onClick={() => form.setFieldValue(path, withoutStatement(question, at))}
                >
                  <IconTrash size={18} />
                </Tool>
              )}
            </Group>
          </div>
        );
      })}
      <Fault>{fault}</Fault>
      {statements.length < MAX_PARTS && (
        <Group justify="flex-end">
          <Button
            variant="subtle"
            size="sm"
            leftSection={<IconPlus size={16} aria-hidden />}
            onClick={() => form.insertListItem(`${path}.statements`, newStatement())}
          >
            {t("form.addStatement")}
          </Button>
        </Group>
      )}
      <CreditSelect
        form={form}
        path={path}
        credits={["partial", "graduation", "all"]}
        type="true_false"
      />
    </Stack>
  );
}
