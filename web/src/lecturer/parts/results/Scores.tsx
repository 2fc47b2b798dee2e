import { Anchor, Group, Paper, Stack, Switch, Table, Text, TextInput, UnstyledButton } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconSearch } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { ExamResults, ResultRow } from "../../../api/types";
import { useLanguage } from "../../../i18n/useLanguage";
import { clockTime } from "../../../shared/time";
import { searchRows, sortRows, type SortKey, type Sorting } from "../../results";
import { useFigures } from "../../useFigures";

/** Everybody's score, to sort and to search. */
export function Scores({ results }: { results: ExamResults }) {
  const { t } = useTranslation("lecturer");
  const [words, setWords] = useState("");
  const [sorting, setSorting] = useState<Sorting>({ by: "name", down: false });
  const [perQuestion, setPerQuestion] = useState(false);
  const rows = sortRows(searchRows(results.rows, words), sorting);
  return (
    <Stack>
      <Group justify="space-between" align="end">
        <TextInput
          type="search"
          label={t("results.search")}
          leftSection={<IconSearch size={18} aria-hidden />}
          w={{ base: "100%", xs: 320 }}
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
        />
        <Switch
          label={t("results.perQuestion")}
          checked={perQuestion}
          onChange={(event) => setPerQuestion(event.currentTarget.checked)}
        />
      </Group>
      <Paper withBorder>
        <Table.ScrollContainer minWidth={320}>
          <Table verticalSpacing="sm" horizontalSpacing="md" className="figures">
            <Table.Thead>
              <Table.Tr>
                <Heading by="name" {...{ sorting, setSorting }} label={t("results.student")} />
                <Heading by="number" {...{ sorting, setSorting }} label={t("results.number")} />
                <Heading by="score" {...{ sorting, setSorting }} label={t("results.score")} />
                <Heading
                  by="submitted"
                  {...{ sorting, setSorting }}
                  label={t("results.handedIn")}
                />
                {perQuestion &&
                  results.questions.map((question, at) => (
                    <Table.Th key={question.question_id} ta="right" title={question.text}>
                      {t("results.column", { number: at + 1 })}
                    </Table.Th>
                  ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {rows.map((row) => (
                <Row key={row.attempt_id} row={row} perQuestion={perQuestion} />
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
        {rows.length === 0 && (
          <Text p="lg" ta="center" c="dimmed" role="status">
            {t("results.nobody", { words })}
          </Text>
        )}
      </Paper>
    </Stack>
  );
}

interface HeadingProps {
  by: SortKey;
  label: string;
  sorting: Sorting;
  setSorting: (sorting: Sorting) => void;
}

function Heading({ by, label, sorting, setSorting }: HeadingProps) {
  const active = sorting.by === by;
  const Arrow = sorting.down ? IconArrowDown : IconArrowUp;
  const direction = sorting.down ? "descending" : "ascending";
  // A score is looked for from the top, a name from A.
  const down = active ? !sorting.down : by === "score";
  return (
    <Table.Th aria-sort={active ? direction : "none"}>
      <UnstyledButton className="sort" onClick={() => setSorting({ by, down })}>
        {label}
        <Arrow size={14} aria-hidden style={{ visibility: active ? "visible" : "hidden" }} />
      </UnstyledButton>
    </Table.Th>
  );
}

function Row({ row, perQuestion }: { row: ResultRow; perQuestion: boolean }) {
  const { t } = useTranslation("lecturer");
  const language = useLanguage();
  const figures = useFigures();
  return (
    <Table.Tr>
      <Table.Th scope="row" fw={500} miw={130}>
        <Anchor component={Link} to={`../attempts/${row.attempt_id}`} relative="path">
          {row.student_name}
        </Anchor>
      </Table.Th>
      <Table.Td>{row.student_number}</Table.Td>
      <Table.Td fw={600}>{figures(row.score)}</Table.Td>
      <Table.Td style={{ whiteSpace: "nowrap" }}>
        {row.submitted_at ? (
          clockTime(row.submitted_at, language, true)
        ) : (
          <Text span c="dimmed" size="sm">
            {t("results.stillWriting")}
          </Text>
        )}
      </Table.Td>
      {perQuestion &&
        row.points.map((points, at) => (
          <Table.Td key={at} ta="right" c={points ? undefined : "dimmed"}>
            {figures(points)}
          </Table.Td>
        ))}
    </Table.Tr>
  );
}
