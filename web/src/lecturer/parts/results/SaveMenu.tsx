import { Button, Menu } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconDownload } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Exam, ExamResults, ResultRow } from "../../../api/types";
import { useErrorText } from "../../../i18n/useErrorText";
import { useLanguage } from "../../../i18n/useLanguage";
import { useClock } from "../../../shared/zone";
import { exportResults } from "../../api";
import { toCsv } from "../../csv";
import { download, saveFile } from "../../files";
import { cellOf, hasPaper, passedOf, repeated } from "../../results";

interface Props {
  exam: Exam;
  results: ExamResults;
}

/** Save the results as a file: everything as a workbook, the scores as CSV. */
export function SaveMenu({ exam, results }: Props) {
  const { t } = useTranslation("lecturer");
  const language = useLanguage();
  const errorText = useErrorText();
  const { clock, day } = useClock();
  const fetchWorkbook = useMutation({
    mutationFn: () => exportResults(exam.exam_id),
    onSuccess: saveFile,
    onError: (error) =>
      notifications.show({ color: "red", message: errorText(error), role: "alert" }),
  });
  const saveCsv = () => {
    const columns = results.questions.map((_question, at) =>
      t("results.column", { number: at + 1 }),
    );
    const hasLine = passedOf(results.rows) !== null;
    const several = results.rows.some(repeated(results.rows));
    const head = [
      ...[t("results.number"), t("results.student")],
      ...(several ? [t("results.attempt"), t("results.counts")] : []),
      ...[t("results.state"), t("results.score")],
      ...(hasLine ? [t("results.verdict")] : []),
      ...[`${t("results.handedIn")} (${exam.time_zone})`, t("results.receipt")],
    ];
    const time = (instant: string | null) =>
      instant && `${day(instant)} ${clock(instant)}`;
    const verdict = ({ passed }: ResultRow) =>
      passed === null ? null : t(passed ? "results.passed" : "results.failed");
    const cell = (row: ResultRow, at: number) => {
      const found = hasPaper(row) ? cellOf(row, at) : "blank";
      if (found === "blank") return null;
      return found === "not_asked" ? t("results.notDrawn") : found;
    };
    const rows = results.rows.map((row) => [
      ...[row.student_number, row.student_name],
      ...(several ? [row.ordinal, row.counts ? t("results.yes") : null] : []),
      ...[t(`results.states.${row.state}`), row.score],
      ...(hasLine ? [verdict(row)] : []),
      ...[time(row.submitted_at), row.receipt],
      ...row.points.map((_points, at) => cell(row, at)),
    ]);
    const text = toCsv([[...head, ...columns], ...rows], language === "vi");
    const name = t("results.file", { title: exam.title }).replace(/[\\/:*?"<>|]/g, " ");
    download(`${name}.csv`, new Blob([text], { type: "text/csv" }));
  };
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button
          variant="default"
          loading={fetchWorkbook.isPending}
          leftSection={<IconDownload size={18} aria-hidden />}
        >
          {t("results.save")}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => fetchWorkbook.mutate()}>{t("results.xlsx")}</Menu.Item>
        <Menu.Item onClick={saveCsv}>{t("results.csv")}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
