import { Alert, Anchor, Button, Group, Paper, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import { ApiError } from "../../api/errors";
import type { DrawnPins, Exam, Roster } from "../../api/types";
import { useErrorText } from "../../i18n/useErrorText";
import { Zone } from "../../shared/zone";
import { getExam } from "../api";
import { Empty, Failed, Loading, PageTitle } from "../parts/states";
import { StateBadge } from "../parts/StateBadge";
import { keys } from "../queries";
import { drawPins, getRoster, saveRoster } from "../roster/api";
import {
  contentOf,
  entriesOf,
  faultsOf,
  foldNumber,
  merge,
  NEW_ENTRY,
  replaceAll,
  type Entry,
} from "../roster/entries";
import { EntryDialog } from "../roster/EntryDialog";
import { ImportRoster } from "../roster/ImportRoster";
import { PinsDialog } from "../roster/PinsDialog";
import { Refused } from "../roster/Refused";
import { RosterTable } from "../roster/RosterTable";
import { useUnsavedGuard } from "../useUnsavedGuard";

/** Who may enter an exam, and what each student is given. */
export function RosterPage() {
  const { examId = "" } = useParams();
  const exam = useQuery({ queryKey: keys.exam(examId), queryFn: () => getExam(examId) });
  const roster = useQuery({ queryKey: keys.roster(examId), queryFn: () => getRoster(examId) });
  if (exam.isPending || roster.isPending) return <Loading />;
  if (!exam.data) return <Failed error={exam.error} onRetry={() => void exam.refetch()} />;
  if (!roster.data) return <Failed error={roster.error} onRetry={() => void roster.refetch()} />;
  return (
    <Zone value={exam.data.time_zone}>
      <ClassList exam={exam.data} roster={roster.data} />
    </Zone>
  );
}

function ClassList({ exam, roster }: { exam: Exam; roster: Roster }) {
  const { t } = useTranslation(["roster", "lecturer"]);
  const list = useClassList(exam.exam_id, roster);
  const [editing, setEditing] = useState<Entry | null>(null);
  const [importing, setImporting] = useState(false);
  const { entries } = list;
  return (
    <Stack gap="lg">
      <Stack gap="sm">
        <Anchor component={Link} to={`/exams/${exam.exam_id}`} size="sm">
          ← {t("back")}
        </Anchor>
        <div>
          <PageTitle name={t("title")} />
          <Group gap="sm" mt={4}>
            <Text c="dimmed">{exam.title}</Text>
            <StateBadge state={exam.state} />
          </Group>
        </div>
        <Text c="dimmed">
          {entries.length > 0 ? t("restricts", { count: entries.length }) : t("open")}
        </Text>
      </Stack>
      <Group>
        <Button variant={entries.length > 0 ? "default" : "filled"} onClick={() => setImporting(true)}>
          {t("import.title")}
        </Button>
        <Button variant="default" onClick={() => setEditing(NEW_ENTRY)}>
          {t("add")}
        </Button>
        {entries.length > 0 && (
          <Button
            variant="default"
            disabled={list.dirty || entries.every((entry) => entry.has_pin)}
            loading={list.drawing}
            onClick={list.draw}
          >
            {t("pins.draw")}
          </Button>
        )}
      </Group>
      <Faults error={list.fault} onReload={list.reload} />
      {entries.length === 0 ? (
        <Empty title={t("empty")} hint={t("emptyHint")} />
      ) : (
        <RosterTable entries={entries} onEdit={setEditing} onRemove={list.remove} />
      )}
      {list.dirty && (
        <Paper withBorder className="dialog-foot" p="sm" pos="sticky" bottom={0}>
          <Group justify="space-between">
            <Text size="sm">{t("unsaved")}</Text>
            <Group>
              <Button variant="default" onClick={list.undo}>
                {t("undo")}
              </Button>
              <Button loading={list.saving} onClick={list.save}>
                {t("save")}
              </Button>
            </Group>
          </Group>
        </Paper>
      )}
      <Refused examId={exam.exam_id} />
      {editing && (
        <EntryDialog
          entry={editing}
          taken={list.numbersBeside(editing)}
          onClose={() => setEditing(null)}
          onSave={(entry) => {
            list.put(editing, entry);
            setEditing(null);
          }}
        />
      )}
      {importing && (
        <ImportRoster
          filled={entries.length > 0}
          onClose={() => setImporting(false)}
          onRead={(read, replacing) => {
            list.take(read, replacing);
            setImporting(false);
          }}
        />
      )}
      {list.drawn && <PinsDialog drawn={list.drawn} onClose={list.forgetPins} />}
    </Stack>
  );
}

/** The list as it is edited on this page, and what can be done with it. */
function useClassList(examId: string, roster: Roster) {
  const { t } = useTranslation("roster");
  const queries = useQueryClient();
  const [changed, setChanged] = useState<Entry[] | null>(null);
  const [drawn, setDrawn] = useState<DrawnPins | null>(null);
  const stored = useMemo(() => entriesOf(roster), [roster]);
  const entries = changed ?? stored;
  useUnsavedGuard(useCallback(() => changed !== null, [changed]));
  const keep = (saved: Roster) => {
    queries.setQueryData(keys.roster(examId), saved);
    setChanged(null);
  };
  const save = useMutation({
    mutationFn: () => saveRoster(examId, roster.version, contentOf(entries)),
    onSuccess: (saved) => {
      keep(saved);
      notifications.show({ message: t("saved") });
    },
  });
  const draw = useMutation({
    mutationFn: () => drawPins(examId, roster.version, null),
    onSuccess: (pins) => {
      keep(pins.roster);
      setDrawn(pins);
    },
  });
  return {
    entries,
    drawn,
    dirty: changed !== null,
    saving: save.isPending,
    drawing: draw.isPending,
    fault: save.error ?? draw.error,
    save: () => save.mutate(),
    draw: () => draw.mutate(),
    forgetPins: () => setDrawn(null),
    undo: () => {
      setChanged(null);
      save.reset();
    },
    reload: () => {
      save.reset();
      draw.reset();
      void queries.invalidateQueries({ queryKey: keys.roster(examId) });
    },
    put: (before: Entry, entry: Entry) =>
      setChanged(
        before === NEW_ENTRY
          ? [...entries, entry]
          : entries.map((one) => (one === before ? entry : one)),
      ),
    remove: (entry: Entry) => setChanged(entries.filter((one) => one !== entry)),
    take: (read: Entry[], replacing: boolean) => setChanged(replacing ? replaceAll(entries, read) : merge(entries, read)),
    numbersBeside: (entry: Entry) =>
      new Set(
        entries.filter((one) => one !== entry).map((one) => foldNumber(one.student_number)),
      ),
  };
}

function Faults({ error, onReload }: { error: unknown; onReload: () => void }) {
  const { t } = useTranslation("roster");
  const errorText = useErrorText();
  if (!error) return null;
  const stale = error instanceof ApiError && error.code === "stale_version";
  return (
    <Alert color="red" role="alert">
      <Stack gap="xs" align="start">
        <Text>{stale ? t("stale") : errorText(error)}</Text>
        {faultsOf(error).map(({ line, message }) => (
          <Text key={line} size="sm">
            {t("line", { line })}: {message}
          </Text>
        ))}
        {stale && (
          <Button variant="default" onClick={onReload}>
            {t("keepMine")}
          </Button>
        )}
      </Stack>
    </Alert>
  );
}
