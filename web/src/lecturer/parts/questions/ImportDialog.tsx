import {
  Alert,
  Button,
  Divider,
  FileButton,
  Group,
  Modal,
  NativeSelect,
  Stack,
  Text,
  Textarea,
} from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { IconFileUpload } from "@tabler/icons-react";
import { notifications } from "@mantine/notifications";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ImportedQuestion, ImportFormat, ImportPreview } from "../../../api/types";
import { useErrorText } from "../../../i18n/useErrorText";
import { previewImport } from "../../api";
import { ACCEPTED_FILES, guessFormat, IMPORT_FORMATS, MAX_FILE_BYTES, toBase64 } from "../../files";
import { keepImported, showImported } from "../../pictures";
import { textsOf } from "../../questionForm";
import { ImportChoice } from "./ImportChoice";

interface Source {
  name: string;
  content: Blob;
  format: ImportFormat;
}

export type Destination = "exam" | "bank";

interface Props {
  /** Where the questions go from here. */
  into: Destination;
  onAdd: (questions: ImportedQuestion[]) => void;
  onClose: () => void;
}

/** Read questions from a file or a pasted text, look them over, take those that are wanted. */
export function ImportDialog({ into, onAdd, onClose }: Props) {
  const { t } = useTranslation("lecturer");
  const errorText = useErrorText();
  const narrow = useMediaQuery("(max-width: 48em)");
  const [source, setSource] = useState<Source | null>(null);
  const [text, setText] = useState("");
  const read = useMutation({
    mutationFn: async ({ name, content, format }: Source): Promise<ImportPreview> =>
      previewImport({ format, file_name: name, content_base64: await toBase64(content) }),
    onSuccess: ({ pictures = [] }) => showImported(pictures),
  });
  const add = useMutation({
    mutationFn: async (chosen: ImportedQuestion[]) => {
      await keepImported(read.data?.pictures ?? [], chosen.flatMap(({ content }) => textsOf(content)));
      return chosen;
    },
    onSuccess: onAdd,
    onError: (error) =>
      notifications.show({ color: "red", message: errorText(error), role: "alert" }),
  });
  const start = (chosen: Source) => {
    setSource(chosen);
    read.mutate(chosen);
  };
  const back = () => {
    setSource(null);
    read.reset();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      size="62rem"
      fullScreen={narrow}
      title={t("import.title")}
      closeButtonProps={{ "aria-label": t("shell.close") }}
      closeOnClickOutside={false}
    >
      {source ? (
        <Stack>
          <SourceBar
            source={source}
            onFormat={(format) => start({ ...source, format })}
            onBack={back}
          />
          <Outcome
            read={read}
            into={into}
            adding={add.isPending}
            onAdd={(chosen) => add.mutate(chosen)}
          />
        </Stack>
      ) : (
        <SourceForm text={text} onText={setText} onSource={start} />
      )}
    </Modal>
  );
}

interface SourceFormProps {
  text: string;
  onText: (text: string) => void;
  onSource: (source: Source) => void;
}

function SourceForm({ text, onText, onSource }: SourceFormProps) {
  const { t } = useTranslation("lecturer");
  const [fault, setFault] = useState<string | null>(null);
  const take = async (file: File | null) => {
    if (!file) return;
    if (file.size > MAX_FILE_BYTES) {
      setFault(t("import.tooLarge"));
    } else if (/\.(doc|xls|pdf)$/i.test(file.name)) {
      setFault(t("import.oldFormat"));
    } else {
      // Only plain text needs a look inside; the start of it tells.
      const start = await file.slice(0, 20_000).text();
      onSource({ name: file.name, content: file, format: guessFormat(file.name, start) });
    }
  };
  const takeText = () =>
    onSource({ name: "", content: new Blob([text]), format: guessFormat("", text) });
  return (
    <Stack>
      <Text>{t("import.lead")}</Text>
      {fault && (
        <Alert color="red" role="alert">
          {fault}
        </Alert>
      )}
      <Group>
        <FileButton accept={ACCEPTED_FILES} onChange={(file) => void take(file)}>
          {(props) => (
            <Button leftSection={<IconFileUpload size={18} aria-hidden />} {...props}>
              {t("import.choose")}
            </Button>
          )}
        </FileButton>
        <Text size="sm" c="dimmed">
          {t("import.formatsHint")}
        </Text>
      </Group>
      <Divider label={t("import.or")} />
      <Textarea
        label={t("import.paste")}
        description={t("import.pasteHint")}
        placeholder={t("import.example")}
        autosize
        minRows={8}
        maxRows={20}
        value={text}
        onChange={(event) => onText(event.currentTarget.value)}
      />
      <Group justify="flex-end">
        <Button variant="default" disabled={!text.trim()} onClick={takeText}>
          {t("import.read")}
        </Button>
      </Group>
    </Stack>
  );
}

interface SourceBarProps {
  source: Source;
  onFormat: (format: ImportFormat) => void;
  onBack: () => void;
}

function SourceBar({ source, onFormat, onBack }: SourceBarProps) {
  const { t } = useTranslation("lecturer");
  return (
    <Group justify="space-between" align="end" gap="sm">
      <Group gap="sm" align="end">
        <NativeSelect
          label={t("import.format")}
          data={IMPORT_FORMATS.map((value) => ({ value, label: t(`import.formats.${value}`) }))}
          value={source.format}
          onChange={(event) => onFormat(event.currentTarget.value as ImportFormat)}
        />
        <Text size="sm" c="dimmed" pb={8} style={{ overflowWrap: "anywhere" }}>
          {source.name || t("import.pasted")}
        </Text>
      </Group>
      <Button variant="default" onClick={onBack}>
        {t("import.another")}
      </Button>
    </Group>
  );
}

interface OutcomeProps {
  read: { isPending: boolean; error: Error | null; data: ImportPreview | undefined };
  into: Destination;
  adding: boolean;
  onAdd: (questions: ImportedQuestion[]) => void;
}

function Outcome({ read, into, adding, onAdd }: OutcomeProps) {
  const { t } = useTranslation("lecturer");
  const errorText = useErrorText();
  if (read.isPending) {
    return (
      <Text role="status" py="xl" ta="center" c="dimmed">
        {t("import.reading")}
      </Text>
    );
  }
  if (read.error) {
    return (
      <Alert color="red" role="alert">
        {errorText(read.error)}
      </Alert>
    );
  }
  return read.data ? <ImportChoice preview={read.data} {...{ into, adding, onAdd }} /> : null;
}
