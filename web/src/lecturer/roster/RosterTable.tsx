import { Badge, Group, Pagination, Stack, Table, Text, TextInput } from "@mantine/core";
import { IconPencil, IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Tool } from "../parts/Tool";
import { search, type Entry } from "./entries";

const PAGE_SIZE = 50;

interface Props {
  entries: readonly Entry[];
  onEdit: (entry: Entry) => void;
  onRemove: (entry: Entry) => void;
}

/** The students of the list, page by page. */
export function RosterTable({ entries, onEdit, onRemove }: Props) {
  const { t } = useTranslation("roster");
  const [text, setText] = useState("");
  const [wanted, setPage] = useState(1);
  const found = search(entries, text);
  const pages = Math.max(1, Math.ceil(found.length / PAGE_SIZE));
  const page = Math.min(wanted, pages);
  const shown = found.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE);
  return (
    <Stack>
      <TextInput
        aria-label={t("search")}
        placeholder={t("search")}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        maw={320}
      />
      <Table.ScrollContainer minWidth={640}>
        <Table className="figures" verticalSpacing="xs">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t("number")}</Table.Th>
              <Table.Th>{t("name")}</Table.Th>
              <Table.Th>{t("class")}</Table.Th>
              <Table.Th>{t("extra")}</Table.Th>
              <Table.Th>{t("exemptShort")}</Table.Th>
              <Table.Th>{t("pin")}</Table.Th>
              <Table.Th aria-label={t("acts")} />
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {shown.map((entry) => (
              <Row key={entry.student_number} {...{ entry, onEdit, onRemove }} />
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      {found.length === 0 && <Text c="dimmed">{t("nobody")}</Text>}
      {pages > 1 && <Pagination total={pages} value={page} onChange={setPage} />}
    </Stack>
  );
}

function Row({ entry, onEdit, onRemove }: { entry: Entry } & Omit<Props, "entries">) {
  const { t } = useTranslation(["roster", "lecturer"]);
  const extra = [
    entry.extra_minutes > 0 && t("minutes", { count: entry.extra_minutes }),
    entry.extra_percent > 0 && `${entry.extra_percent} %`,
  ].filter(Boolean);
  const switchedOff = [
    ...(entry.without_camera ? [t("withoutCameraOf", { reason: entry.without_camera })] : []),
    ...entry.exempt.map((kind) => t(`lecturer:kindNames.${kind}`)),
  ].join(", ");
  const student = entry.student_name;
  return (
    <Table.Tr>
      <Table.Td>{entry.student_number}</Table.Td>
      <Table.Td>{student}</Table.Td>
      <Table.Td>{entry.class_name}</Table.Td>
      <Table.Td>{extra.length > 0 && `+ ${extra.join(" + ")}`}</Table.Td>
      <Table.Td maw={220}>
        <Text size="sm" lineClamp={2} title={switchedOff}>
          {switchedOff}
        </Text>
      </Table.Td>
      <Table.Td>
        {entry.has_pin && (
          <Badge variant="light" tt="none" fw={500}>
            {t("pinYes")}
          </Badge>
        )}
      </Table.Td>
      <Table.Td>
        <Group gap={0} wrap="nowrap" justify="end">
          <Tool label={t("editOne", { student })} onClick={() => onEdit(entry)}>
            <IconPencil size={18} />
          </Tool>
          <Tool label={t("removeOne", { student })} onClick={() => onRemove(entry)}>
            <IconTrash size={18} />
          </Tool>
        </Group>
      </Table.Td>
    </Table.Tr>
  );
}
