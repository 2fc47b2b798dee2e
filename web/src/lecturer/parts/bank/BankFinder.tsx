import {
  Autocomplete,
  Badge,
  Button,
  Group,
  NativeSelect,
  Paper,
  Stack,
  Text,
  TextInput,
} from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { BankQuestion } from "../../../api/types";
import {
  bankKeys,
  EVERYTHING,
  findInBank,
  labelsAmong,
  LEVELS,
  queryOf,
  type BankSearch,
} from "../../bank";
import { QUESTION_TYPES, questionContent, questionValues } from "../../questionForm";
import { QuestionPreview } from "../questions/QuestionPreview";
import { Empty, Failed, Loading } from "../states";
import "./bank.css";

interface Props {
  /** What can be done with a question, beside it. */
  tools: (question: BankQuestion) => ReactNode;
}

const TYPING_MS = 300;

/** The bank: search, filters, and the questions found, newest first. */
export function BankFinder({ tools }: Props) {
  const { t } = useTranslation("lecturer");
  const [search, setSearch] = useState<BankSearch>(EVERYTHING);
  const [settled] = useDebouncedValue(search, TYPING_MS);
  const query = useFound(settled);
  const found = query.data?.pages.flatMap((page) => page.items) ?? [];
  const all = queryOf(settled, null) === "";
  return (
    <Stack>
      <Filters search={search} onChange={setSearch} />
      {query.isPending && <Loading />}
      {query.isError && <Failed error={query.error} onRetry={() => void query.refetch()} />}
      {query.isSuccess && found.length === 0 && (
        <Empty
          title={all ? t("bank.empty") : t("bank.nothingFound")}
          hint={all ? t("bank.emptyHint") : t("bank.nothingFoundHint")}
        />
      )}
      {found.map((one) => (
        <Found key={one.question.question_id} found={one}>
          {tools(one)}
        </Found>
      ))}
      {query.hasNextPage && (
        <Group justify="center">
          <Button
            variant="default"
            loading={query.isFetchingNextPage}
            onClick={() => void query.fetchNextPage()}
          >
            {t("exams.more")}
          </Button>
        </Group>
      )}
    </Stack>
  );
}

function useFound(search: BankSearch) {
  return useInfiniteQuery({
    queryKey: bankKeys.search(search),
    queryFn: ({ pageParam }) => findInBank(search, pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    placeholderData: keepPreviousData,
  });
}

const LABELS = ["subject", "chapter", "tag"] as const;

interface FiltersProps {
  search: BankSearch;
  onChange: (search: BankSearch) => void;
}

function Filters({ search, onChange }: FiltersProps) {
  const { t } = useTranslation("lecturer");
  // What was found before anything was looked for; the page has asked for that already.
  const known = labelsAmong(useFound(EVERYTHING).data?.pages.flatMap((page) => page.items) ?? []);
  const any = { value: "", label: t("bank.any") };
  return (
    <div className="bank-filters" role="search">
      <TextInput
        label={t("bank.search")}
        placeholder={t("bank.searchHint")}
        leftSection={<IconSearch size={16} aria-hidden />}
        value={search.search}
        onChange={(event) => onChange({ ...search, search: event.currentTarget.value })}
      />
      {LABELS.map((name) => (
        <Autocomplete
          key={name}
          label={t(name === "tag" ? "bank.tag" : `bank.${name}`)}
          data={known[name]}
          value={search[name]}
          onChange={(text) => onChange({ ...search, [name]: text })}
        />
      ))}
      <NativeSelect
        label={t("bank.level")}
        data={[any, ...LEVELS.map((value) => ({ value, label: t(`bank.levels.${value}`) }))]}
        value={search.level}
        onChange={(event) => onChange({ ...search, level: event.currentTarget.value })}
      />
      <NativeSelect
        label={t("bank.type")}
        data={[any, ...QUESTION_TYPES.map((value) => ({ value, label: t(`types.${value}`) }))]}
        value={search.type}
        onChange={(event) => onChange({ ...search, type: event.currentTarget.value })}
      />
    </div>
  );
}

function Found({ found, children }: { found: BankQuestion; children: ReactNode }) {
  const { t } = useTranslation("lecturer");
  const { question, subject, chapter, level, tags } = found;
  const about = [subject, chapter].filter(Boolean).join(" · ");
  return (
    <Paper component="article" withBorder p="md" style={{ minWidth: 0 }}>
      <Group justify="space-between" align="start" mb="xs" gap="xs">
        <Group gap="xs">
          {about && (
            <Text size="sm" fw={500}>
              {about}
            </Text>
          )}
          {level && (
            <Badge variant="light" tt="none" fw={500}>
              {t(`bank.levels.${level}`)}
            </Badge>
          )}
          {tags.map((tag) => (
            <Badge key={tag} variant="default" tt="none" fw={400}>
              {tag}
            </Badge>
          ))}
          <Text size="sm" c="dimmed">
            {t(`types.${question.type}`)}
          </Text>
        </Group>
        <Group gap={4}>{children}</Group>
      </Group>
      <QuestionPreview content={questionContent(questionValues(question))} />
    </Paper>
  );
}
