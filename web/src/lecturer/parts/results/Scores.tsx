import {
  Anchor,
  Badge,
  Group,
  NativeSelect,
  Paper,
  Stack,
  Switch,
  Table,
  Text,
  TextInput,
  UnstyledButton,
  VisuallyHidden,
} from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconSearch } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { ExamResults, ResultRow } from "../../../api/types";
import { useClock } from "../../../shared/zone";
import {
  cellOf,
  draws,
  filterRows,
  filtersFor,
  hasPaper,
  passedOf,
  repeated,
  searchRows,
  sortRows,
  type Filter,
  type SortKey,
  type Sorting,
} from "../../results";
import { useFigures } from "../../useFigures";

/** Everybody's score, to sort, filter and search; a name leads to the student's answers. */
export function Scores({ results }: { results: ExamResults }) {
  const { t } = useTranslation("lecturer");
  const [words, setWords] = useState("");
  const [sorting, setSorting] = useState<Sorting>({ by: "name", down: false });
  const [perQuestion, setPerQuestion] = useState(false);
  const isRepeated = repeated(results.rows);
  const [filter, setFilter] = useState<Filter>("all");
  const filters = filtersFor(results.rows);
  const hasLine = passedOf(results.rows) !== null;
  const rows = sortRows(searchRows(filterRows(results.rows, filter), words), sorting);
  return (
    <Stack>
      <Group justify="space-between" align="end">
        <Group align="end" flex={1}>
          <TextInput
            type="search"
            label={t("results.search")}
            leftSection={<IconSearch size={18} aria-hidden />}
            w={{ base: "100%", xs: 320 }}
            value={words}
            onChange={(event) => setWords(event.currentTarget.value)}
          />
          {filters.length > 1 && (
            <NativeSelect
              label={t("results.filter")}
              data={filters.map(({ filter, count }) => ({
                value: filter,
                label: `${t(`results.filters.${filter}`)} (${count})`,
              }))}
              w={{ base: "100%", xs: "auto" }}
              value={filter}
              onChange={(event) => setFilter(event.currentTarget.value as Filter)}
            />
          )}
        </Group>
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
                {hasLine && <Table.Th>{t("results.verdict")}</Table.Th>}
                <Table.Th>{t("results.receipt")}</Table.Th>
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
                <Row
                  key={row.attempt_id ?? row.student_number}
                  {...{ row, perQuestion, hasLine }}
                  numbered={isRepeated(row)}
                />
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
        {rows.length === 0 && (
          <Text p="lg" ta="center" c="dimmed" role="status">
            {words ? t("results.nobody", { words }) : t("results.nobodyLeft")}
          </Text>
        )}
      </Paper>
      {perQuestion && draws(results.rows) && (
        <Text size="sm" c="dimmed">
          {t("results.cells")}
        </Text>
      )}
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

interface RowProps {
  row: ResultRow;
  perQuestion: boolean;
  /** Whether the exam has a pass mark. */
  hasLine: boolean;
  /** Whether to say which of a student's attempts it is. */
  numbered: boolean;
}

function Row({ row, perQuestion, hasLine, numbered }: RowProps) {
  const { t } = useTranslation("lecturer");
  const { clock } = useClock();
  const figures = useFigures();
  return (
    <Table.Tr>
      <Table.Th scope="row" fw={500} miw={130}>
        {row.attempt_id ? (
          <Anchor component={Link} to={`../attempts/${row.attempt_id}/sheet`} relative="path">
            {row.student_name}
          </Anchor>
        ) : (
          row.student_name
        )}
        {numbered && (
          <Group gap="xs">
            <Text size="sm" c="dimmed">
              {t("results.ordinal", { ordinal: row.ordinal })}
            </Text>
            {row.counts && (
              <Badge variant="light" tt="none" fw={500}>
                {t("results.counts")}
              </Badge>
            )}
          </Group>
        )}
      </Table.Th>
      <Table.Td>{row.student_number}</Table.Td>
      <Table.Td fw={600}>{figures(row.score)}</Table.Td>
      <Table.Td style={{ whiteSpace: "nowrap" }}>
        {row.submitted_at ? (
          clock(row.submitted_at)
        ) : (
          <Text span c="dimmed" size="sm">
            {t(`results.states.${row.state}`)}
          </Text>
        )}
      </Table.Td>
      {hasLine && (
        <Table.Td style={{ whiteSpace: "nowrap" }}>
          {row.passed !== null && t(row.passed ? "results.passed" : "results.failed")}
        </Table.Td>
      )}
      <Table.Td className="receipt-code">{row.receipt}</Table.Td>
      {perQuestion && row.points.map((_points, at) => <Cell key={at} {...{ row, at }} />)}
    </Table.Tr>
  );
}

function Cell({ row, at }: { row: ResultRow; at: number }) {
  const { t } = useTranslation("lecturer");
  const figures = useFigures();
  if (!hasPaper(row)) return <Table.Td />;
  const cell = cellOf(row, at);
  if (typeof cell === "number") {
    return (
      <Table.Td ta="right" c={cell ? undefined : "dimmed"}>
        {figures(cell)}
      </Table.Td>
    );
  }
  const said = cell === "blank" ? t("results.blank") : t("results.notDrawn");
  return (
    <Table.Td ta="right" c="dimmed" title={said}>
      <span aria-hidden>{cell === "blank" ? "–" : "·"}</span>
      <VisuallyHidden>{said}</VisuallyHidden>
    </Table.Td>
  );
}
