import { Alert, Anchor, Button, Checkbox, Group, NumberInput, Paper, Stack, Text } from "@mantine/core";
import { IconPrinter } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import type { Exam } from "../../api/types";
import { getExam } from "../api";
import { KeyPage } from "../parts/print/KeyPage";
import { PrintedPaper } from "../parts/print/PrintedPaper";
import "../parts/print/print.css";
import { Failed, Loading, PageTitle } from "../parts/states";
import { makeVersions, MAX_VERSIONS, type PrintSettings } from "../print";
import { printWhenReady } from "../printWhenReady";
import { keys } from "../queries";

/** The paper as it will be printed, in as many versions as wanted, and their key. */
export function PrintPage() {
  const { examId = "" } = useParams();
  const query = useQuery({ queryKey: keys.exam(examId), queryFn: () => getExam(examId) });
  if (query.isPending) return <Loading />;
  if (query.isError) return <Failed error={query.error} onRetry={() => void query.refetch()} />;
  return <Printing exam={query.data} />;
}

function Printing({ exam }: { exam: Exam }) {
  const [settings, setSettings] = useState<PrintSettings>({
    versions: 1,
    firstCode: 101,
    shuffleQuestions: true,
    shuffleChoices: true,
  });
  const [withKey, setWithKey] = useState(true);
  const versions = useMemo(
    () => makeVersions(exam.exam_id, exam.questions, settings),
    [exam, settings],
  );
  return (
    <div className="print-page">
      <style>{versions.map(({ code }) => pageStyle(code)).join("\n")}</style>
      <Controls {...{ exam, settings, setSettings, withKey, setWithKey }} />
      {versions.map((version) => (
        <PrintedPaper key={version.code} exam={exam} version={version} />
      ))}
      {withKey && <KeyPage exam={exam} versions={versions} />}
    </div>
  );
}

/** Each version counts its own pages, and says on each which one it is. */
function pageStyle(code: string): string {
  const told = code ? `"Mã đề ${code} · " ` : "";
  return `@page paper${code} {
    size: A4; margin: 16mm 16mm 18mm;
    @bottom-right { content: ${told}"Trang " counter(page); font: 9pt "Be Vietnam Pro"; }
  }
  .paper-${code || "only"} { page: paper${code}; counter-reset: page 1; }`;
}

interface ControlsProps {
  exam: Exam;
  settings: PrintSettings;
  setSettings: (settings: PrintSettings) => void;
  withKey: boolean;
  setWithKey: (withKey: boolean) => void;
}

function Controls({ exam, settings, setSettings, withKey, setWithKey }: ControlsProps) {
  const { t } = useTranslation("lecturer");
  const change = (changes: Partial<PrintSettings>) => setSettings({ ...settings, ...changes });
  const several = settings.versions > 1;
  return (
    <Stack gap="md" className="no-print">
      <Anchor component={Link} to={`/exams/${exam.exam_id}`} size="sm">
        ← {t("print.back")}
      </Anchor>
      <PageTitle name={t("print.title")} />
      <Paper withBorder p={{ base: "md", sm: "lg" }}>
        <Group align="end" gap="lg">
          <NumberInput
            label={t("print.versions")}
            min={1}
            max={MAX_VERSIONS}
            clampBehavior="strict"
            allowDecimal={false}
            w={120}
            value={settings.versions}
            onChange={(value) => change({ versions: Math.max(1, Number(value) || 1) })}
          />
          {several && (
            <NumberInput
              label={t("print.firstCode")}
              min={1}
              max={9000}
              allowDecimal={false}
              w={140}
              value={settings.firstCode}
              onChange={(value) => change({ firstCode: Number(value) || 101 })}
            />
          )}
          <Stack gap={6} pb={4}>
            {several && (
              <>
                <Checkbox
                  label={t("print.shuffleQuestions")}
                  checked={settings.shuffleQuestions}
                  onChange={(event) => change({ shuffleQuestions: event.currentTarget.checked })}
                />
                <Checkbox
                  label={t("print.shuffleChoices")}
                  checked={settings.shuffleChoices}
                  onChange={(event) => change({ shuffleChoices: event.currentTarget.checked })}
                />
              </>
            )}
            <Checkbox
              label={t("print.withKey")}
              checked={withKey}
              onChange={(event) => setWithKey(event.currentTarget.checked)}
            />
          </Stack>
          <Button
            ml="auto"
            leftSection={<IconPrinter size={18} aria-hidden />}
            onClick={() => void printWhenReady()}
          >
            {t("print.print")}
          </Button>
        </Group>
        {several && (
          <Text size="sm" c="dimmed" mt="sm">
            {t("print.sameAgain")}
          </Text>
        )}
      </Paper>
      {exam.questions.length === 0 && <Alert>{t("form.noQuestions")}</Alert>}
    </Stack>
  );
}
