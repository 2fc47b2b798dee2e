import { Loader, Progress, Stack, Table, Text, Title } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Exam, Kind, PolicyChoice } from "../../api/types";
import { useErrorText } from "../../i18n/useErrorText";
import { keys } from "../queries";
import { previewPolicy } from "./api";
import { fingerprint, type Settings } from "./values";
import type { PolicyForm } from "./usePolicyForm";

const PAUSE_MS = 700;

/** How many students the policy on the page would flag, and by what, beside the exam's present one. */
export function Preview({ exam, form }: { exam: Exam; form: PolicyForm }) {
  const { t } = useTranslation("review");
  const errorText = useErrorText();
  const [choice] = useDebouncedValue(form.choice, PAUSE_MS);
  const present: PolicyChoice = {
    policy: exam.policy as PolicyChoice["policy"],
    policy_settings: exam.policy_settings ?? {},
  };
  const wanted = usePreview(exam.exam_id, choice);
  const before = usePreview(exam.exam_id, present);
  if (exam.changes.includes("policy")) {
    return <Text c="dimmed">{t("policyPage.noExam")}</Text>;
  }
  return (
    <Stack gap="xs" aria-live="polite">
      <Title order={2} size="h4">
        {t("policyPage.preview")} {wanted.isFetching && <Loader size="xs" />}
      </Title>
      {wanted.isError && <Text c="var(--alert)">{errorText(wanted.error)}</Text>}
      {wanted.data?.students === 0 && <Text c="dimmed">{t("policyPage.noFigures")}</Text>}
      {wanted.data && wanted.data.students > 0 && (
        <>
          <Text fz="lg" fw={600} className="figures">
            {t("policyPage.wouldFlag", {
              flagged: wanted.data.flagged,
              students: wanted.data.students,
            })}
          </Text>
          <Progress
            value={(wanted.data.flagged / wanted.data.students) * 100}
            aria-label={t("policyPage.preview")}
          />
          {form.changed && before.data && (
            <Text size="sm" c="dimmed" className="figures">
              {t("policyPage.nowFlags", { flagged: before.data.flagged })}
            </Text>
          )}
          <ByKind wanted={wanted.data.by_kind} before={before.data?.by_kind ?? null} />
        </>
      )}
    </Stack>
  );
}

function usePreview(examId: string, choice: PolicyChoice) {
  const settings = (choice.policy_settings ?? {}) as Settings;
  return useQuery({
    queryKey: keys.preview(examId, fingerprint(choice.policy, settings)),
    queryFn: () => previewPolicy(examId, choice),
    staleTime: 60_000,
    placeholderData: keepPreviousData,
  });
}

type Counts = Record<string, number>;

function ByKind({ wanted, before }: { wanted: Counts; before: Counts | null }) {
  const { t } = useTranslation("review");
  const kinds = [...new Set([...Object.keys(wanted), ...Object.keys(before ?? {})])].sort(
    (one, other) => (wanted[other] ?? 0) - (wanted[one] ?? 0),
  );
  if (kinds.length === 0) return null;
  return (
    <Table className="figures" withRowBorders={false}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t("policyPage.kind")}</Table.Th>
          <Table.Th ta="right">{t("policyPage.now")}</Table.Th>
          <Table.Th ta="right">{t("policyPage.then")}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {kinds.map((kind) => (
          <Table.Tr key={kind}>
            <Table.Td>{t(`kindNames.${kind as Kind}`)}</Table.Td>
            <Table.Td ta="right" c="dimmed">
              {before ? (before[kind] ?? 0) : "…"}
            </Table.Td>
            <Table.Td ta="right" fw={600}>
              {wanted[kind] ?? 0}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
