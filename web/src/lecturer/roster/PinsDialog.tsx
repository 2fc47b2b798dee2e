import { Alert, Button, Group, Modal, Stack, Table } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { DrawnPins } from "../../api/types";
import { useLanguage } from "../../i18n/useLanguage";
import { toCsv } from "../csv";
import { download } from "../files";
import "./roster.css";

/** Drawn PINs, the only time that they can be seen: to print or to keep. */
export function PinsDialog({ drawn, onClose }: { drawn: DrawnPins; onClose: () => void }) {
  const { t } = useTranslation(["roster", "lecturer"]);
  const decimalComma = useLanguage() === "vi";
  const students = new Map(drawn.roster.entries.map((line) => [line.student_number, line]));
  const rows = drawn.pins.map(({ student_number, pin }) => {
    const student = students.get(student_number);
    return [student_number, student?.student_name ?? "", student?.class_name ?? "", pin] as const;
  });
  const headings = [t("number"), t("name"), t("class"), t("pin")];
  const save = () => {
    const text = toCsv([headings, ...rows], decimalComma);
    download("ma-pin.csv", new Blob([text], { type: "text/csv" }));
  };
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t("pins.title", { count: rows.length })}
      closeOnClickOutside={false}
      closeButtonProps={{ "aria-label": t("lecturer:shell.close") }}
    >
      <Stack>
        <Alert className="warm-alert unprinted">{t("pins.once")}</Alert>
        <Group className="unprinted">
          <Button onClick={() => window.print()}>{t("pins.print")}</Button>
          <Button variant="default" onClick={save}>
            {t("pins.save")}
          </Button>
        </Group>
        <Table className="figures printed">
          <Table.Thead>
            <Table.Tr>
              {headings.map((heading) => (
                <Table.Th key={heading}>{heading}</Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map((row) => (
              <Table.Tr key={row[0]}>
                {row.map((cell, at) => (
                  <Table.Td key={at} fw={at === 3 ? 600 : undefined}>
                    {cell}
                  </Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Stack>
    </Modal>
  );
}
