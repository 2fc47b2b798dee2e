import { Alert, Button, FileButton, Group, Modal, Stack, Text, Textarea } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { RosterPreview } from "../../api/types";
import { useErrorText } from "../../i18n/useErrorText";
import { saveFile, toBase64 } from "../files";
import { getRosterTemplate, previewRoster } from "./api";
import { entryOf, type Entry } from "./entries";

interface Props {
  /** Whether there is a list already, to be replaced or added to. */
  filled: boolean;
  onRead: (entries: Entry[], replacing: boolean) => void;
  onClose: () => void;
}

/** A class list from a file or a paste; nothing is taken before it was looked at. */
export function ImportRoster({ filled, onRead, onClose }: Props) {
  const { t } = useTranslation(["roster", "lecturer"]);
  const errorText = useErrorText();
  const [pasted, setPasted] = useState("");
  const template = useMutation({ mutationFn: getRosterTemplate, onSuccess: saveFile });
  const preview = useMutation({
    mutationFn: async (file: Blob & { name?: string }) =>
      previewRoster(await toBase64(file), file.name ?? ""),
  });
  const read = (file: File | null) => file && preview.mutate(file);
  const fault = preview.error ?? template.error;
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t("import.title")}
      closeButtonProps={{ "aria-label": t("lecturer:shell.close") }}
    >
      <Stack>
        <Text c="dimmed">{t("import.lead")}</Text>
        <Group>
          <FileButton onChange={read} accept=".xlsx,.csv,.tsv,.txt">
            {(props) => (
              <Button {...props} loading={preview.isPending}>
                {t("import.choose")}
              </Button>
            )}
          </FileButton>
          <Button variant="subtle" loading={template.isPending} onClick={() => template.mutate()}>
            {t("import.template")}
          </Button>
        </Group>
        <Textarea
          label={t("import.paste")}
          placeholder={t("import.pastePlaceholder")}
          autosize
          minRows={3}
          maxRows={8}
          value={pasted}
          onChange={(event) => setPasted(event.currentTarget.value)}
        />
        <Group>
          <Button
            variant="default"
            disabled={!pasted.trim()}
            loading={preview.isPending}
            onClick={() => preview.mutate(new Blob([pasted]))}
          >
            {t("import.read")}
          </Button>
        </Group>
        {fault && (
          <Alert color="red" role="alert">
            {errorText(fault)}
          </Alert>
        )}
        {preview.data && <Preview preview={preview.data} filled={filled} onRead={onRead} />}
      </Stack>
    </Modal>
  );
}

interface PreviewProps extends Pick<Props, "filled" | "onRead"> {
  preview: RosterPreview;
}

function Preview({ preview, filled, onRead }: PreviewProps) {
  const { t } = useTranslation(["roster", "lecturer"]);
  const entries = preview.entries.map(entryOf);
  const [first] = entries;
  return (
    <Stack role="status">
      <Text fw={500}>{t("import.found", { count: entries.length })}</Text>
      {first && (
        <Text size="sm" c="dimmed">
          {t("import.first", {
            student: [first.student_number, first.student_name, first.class_name]
              .filter(Boolean)
              .join(" · "),
          })}
        </Text>
      )}
      {preview.problems.length > 0 && (
        <Alert className="warm-alert" title={t("import.problems", { count: preview.problems.length })}>
          <ul className="import-problems">
            {preview.problems.map(({ line, text, message }, at) => (
              <li key={at}>
                <Text span size="sm" fw={500} className="figures">
                  {t("lecturer:import.line", { line })}
                </Text>
                <div>
                  <Text size="sm">{message}</Text>
                  <Text size="sm" c="dimmed" style={{ overflowWrap: "anywhere" }}>
                    {text}
                  </Text>
                </div>
              </li>
            ))}
          </ul>
        </Alert>
      )}
      {entries.length > 0 && (
        <Group>
          {filled && (
            <Button variant="default" onClick={() => onRead(entries, false)}>
              {t("import.merge")}
            </Button>
          )}
          <Button onClick={() => onRead(entries, true)}>
            {filled ? t("import.replace") : t("import.take")}
          </Button>
        </Group>
      )}
    </Stack>
  );
}
