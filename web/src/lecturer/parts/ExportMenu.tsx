import { Button, Menu } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconDownload, IconPrinter } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useErrorText } from "../../i18n/useErrorText";
import { exportExam, type ExportFormat } from "../api";
import { saveFile } from "../files";

const FORMATS: readonly ExportFormat[] = ["xlsx", "moodle", "qti", "gift"];

/** Save an exam's questions as a file. */
export function ExportMenu({ examId, disabled }: { examId: string; disabled: boolean }) {
  const { t } = useTranslation("lecturer");
  const errorText = useErrorText();
  const fetchFile = useMutation({
    mutationFn: (format: ExportFormat) => exportExam(examId, format),
    onSuccess: saveFile,
    onError: (error) =>
      notifications.show({ color: "red", message: errorText(error), role: "alert" }),
  });
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button
          variant="default"
          disabled={disabled}
          loading={fetchFile.isPending}
          leftSection={<IconDownload size={18} aria-hidden />}
        >
          {t("export.title")}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          component={Link}
          to={`/exams/${examId}/print`}
          leftSection={<IconPrinter size={16} aria-hidden />}
        >
          {t("print.open")}
        </Menu.Item>
        <Menu.Divider />
        {FORMATS.map((format) => (
          <Menu.Item key={format} onClick={() => fetchFile.mutate(format)}>
            {t(`import.formats.${format}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
