import { Alert, Anchor, Badge, Button, Group, Menu, Paper, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconDots, IconDownload } from "@tabler/icons-react";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import type { AttemptReview } from "../../api/types";
import { useErrorText } from "../../i18n/useErrorText";
import { useLanguage } from "../../i18n/useLanguage";
import { calendarDay, clockTime, timeSpan } from "../../shared/time";
import { SpotChecksDialog } from "../identity/SpotChecksDialog";
import { Failed, Loading, PageTitle } from "../parts/states";
import { AccessesDialog } from "../privacy/AccessesDialog";
import { handOverData } from "../privacy/api";
import { EraseDialog } from "../privacy/EraseDialog";
import { keys } from "../queries";
import { getAttempt, makeReport, type AttemptName } from "../review/api";
import { Reviewer } from "../review/Reviewer";
import { Zone } from "../../shared/zone";
import { useFigures } from "../useFigures";
import "../review/review.css";

/** One student's attempt: what was noted, what the camera saw, and what people decide about it. */
export function AttemptPage() {
  const { examId = "", attemptId = "" } = useParams();
  const name = { examId, attemptId };
  const review = useQuery({
    queryKey: keys.review(examId, attemptId),
    queryFn: () => getAttempt(name),
    // The addresses of pictures work for a quarter of an hour.
    staleTime: 10 * 60_000,
    refetchInterval: 10 * 60_000,
  });
  if (review.isPending) return <Loading />;
  if (!review.data) return <Failed error={review.error} onRetry={() => void review.refetch()} />;
  return (
    <Zone value={review.data.time_zone}>
      <Stack gap="lg">
        <AttemptHeader name={name} review={review.data} />
        <Reviewer name={name} review={review.data} />
      </Stack>
    </Zone>
  );
}

function AttemptHeader({ name, review }: { name: AttemptName; review: AttemptReview }) {
  const { t } = useTranslation("review");
  return (
    <Stack gap="sm">
      <Anchor component={Link} to={`/exams/${name.examId}/room`} size="sm">
        ← {t("backToRoom")}
      </Anchor>
      <Group justify="space-between" align="start" gap="md">
        <div>
          <PageTitle name={t("title", { name: review.student_name })}>
            {review.student_name}
          </PageTitle>
          <Text c="dimmed">
            {review.student_number} · {review.exam_title}
          </Text>
        </div>
        <Group gap="sm">
          <Anchor
            component={Link}
            to={`/exams/${name.examId}/attempts/${name.attemptId}/sheet`}
          >
            {t("answerSheet")}
          </Anchor>
          <ReportButton name={name} />
          <MoreMenu name={name} review={review} />
        </Group>
      </Group>
      <Facts name={name} review={review} />
      {review.waivers.map((waiver) => (
        <Alert key={waiver.at} color="gray" py="xs" style={{ overflowWrap: "anywhere" }}>
          <WaiverText waiver={waiver} zone={review.time_zone} />
        </Alert>
      ))}
      {review.review_rules.second_reviewer && (
        <Alert className="warm-alert" py="xs">
          {t("secondReviewer")}
        </Alert>
      )}
    </Stack>
  );
}

function ReportButton({ name }: { name: AttemptName }) {
  const { t } = useTranslation("review");
  const errorText = useErrorText();
  const report = useMutation({
    mutationFn: () => makeReport(name),
    // It comes as an attachment: the page stays.
    onSuccess: ({ url }) => location.assign(url),
    onError: (error) =>
      notifications.show({ color: "red", message: errorText(error), role: "alert" }),
  });
  return (
    <Button
      variant="default"
      leftSection={<IconDownload size={18} aria-hidden />}
      loading={report.isPending}
      onClick={() => report.mutate()}
    >
      {t("report.pdf")}
    </Button>
  );
}

function MoreMenu({ name, review }: { name: AttemptName; review: AttemptReview }) {
  const { t } = useTranslation(["lecturer", "privacy", "identity"]);
  const errorText = useErrorText();
  const [dialog, setDialog] = useState<"erase" | "accesses" | "faces" | null>(null);
  const close = () => setDialog(null);
  const data = useMutation({
    mutationFn: () => handOverData(name),
    onSuccess: ({ url }) => location.assign(url),
    onError: (error) =>
      notifications.show({ color: "red", message: errorText(error), role: "alert" }),
  });
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button
            variant="default"
            px="xs"
            aria-label={t("actions.more")}
            title={t("actions.more")}
            loading={data.isPending}
          >
            <IconDots size={18} aria-hidden />
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => setDialog("faces")}>{t("identity:open")}</Menu.Item>
          <Menu.Item onClick={() => setDialog("accesses")}>
            {t("privacy:accesses.title")}
          </Menu.Item>
          <Menu.Item onClick={() => data.mutate()}>{t("privacy:data")}</Menu.Item>
          <Menu.Divider />
          <Menu.Item color="red" onClick={() => setDialog("erase")}>
            {t("privacy:erase.student")}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {dialog === "faces" && <SpotChecksDialog name={name} onClose={close} />}
      {dialog === "accesses" && <AccessesDialog name={name} onClose={close} />}
      {dialog === "erase" && (
        <EraseDialog
          what={name}
          name={review.student_name}
          expected={review.student_number}
          onClose={close}
        />
      )}
    </>
  );
}

interface FactsProps {
  name: AttemptName;
  review: AttemptReview;
}

function Facts({ name, review }: FactsProps) {
  const { t } = useTranslation(["review", "lecturer"]);
  const language = useLanguage();
  const figures = useFigures();
  const { started_at, submitted_at, score, max_score, receipt } = review;
  const written =
    started_at && submitted_at
      ? timeSpan(started_at, submitted_at, language, review.time_zone)
      : started_at
        ? `${clockTime(started_at, language, false, review.time_zone)} – ${t("notHandedIn")}`
        : t("notStarted");
  const preset = review.policy.split("+")[0] as "relaxed" | "standard" | "strict";
  const facts: [string, React.ReactNode][] = [
    [t("written"), written],
    ...(score === null || max_score === null
      ? []
      : ([[t("score"), `${figures(score)} / ${figures(max_score)}`]] as [string, string][])),
    [t("risk"), figures(review.risk)],
    [t("policy"), t(`lecturer:form.policies.${preset}`)],
    ...(receipt ? ([[t("receipt"), receipt]] as [string, string][]) : []),
  ];
  return (
    <Paper withBorder px="md" py="sm">
      <Group component="dl" gap="xl" m={0}>
        {facts.map(([label, value]) => (
          <div key={label}>
            <Text component="dt" size="sm" c="dimmed">
              {label}
            </Text>
            <Text component="dd" m={0} fw={500} className="figures">
              {value}
            </Text>
          </div>
        ))}
        <Agreed review={review} />
        {review.card !== "not_asked" && <Card name={name} kept={review.card === "kept"} />}
        {review.exempt.length > 0 && (
          <Badge variant="light" color="gray" tt="none" fw={500}>
            {t("exempt", {
              kinds: review.exempt.map((kind) => t(`kindNames.${kind}`)).join(", "),
            })}
          </Badge>
        )}
      </Group>
    </Paper>
  );
}

/** Whether the student showed their card where the exam asks for it, and the way to it. */
function Card({ name, kept }: { name: AttemptName; kept: boolean }) {
  const { t } = useTranslation("review");
  const [open, setOpen] = useState(false);
  return (
    <div>
      <Text component="dt" size="sm" c="dimmed">
        {t("card.title")}
      </Text>
      <Text component="dd" m={0} fw={500}>
        {kept ? (
          <Anchor component="button" type="button" fw={500} onClick={() => setOpen(true)}>
            {t("card.kept")}
          </Anchor>
        ) : (
          t("card.missing")
        )}
      </Text>
      {open && <SpotChecksDialog name={name} onClose={() => setOpen(false)} />}
    </div>
  );
}

/** What the student agreed to and when, and who agreed for them. */
function Agreed({ review }: { review: AttemptReview }) {
  const { t } = useTranslation("review");
  const language = useLanguage();
  const { agreed_at, consent_version, guardian } = review.agreement;
  const zone = review.time_zone;
  const time = `${clockTime(agreed_at, language, false, zone)}, ${calendarDay(agreed_at, language, zone)}`;
  return (
    <>
      <div title={t("agreement.version", { version: consent_version })}>
        <Text component="dt" size="sm" c="dimmed">
          {t("agreement.at")}
        </Text>
        <Text component="dd" m={0} fw={500} className="figures">
          {time}
        </Text>
      </div>
      {guardian && (
        <div>
          <Text component="dt" size="sm" c="dimmed">
            {t("agreement.guardian")}
          </Text>
          <Text component="dd" m={0} fw={500} style={{ overflowWrap: "anywhere" }}>
            {guardian.name} ({t(`agreement.relations.${guardian.relation}`)})
          </Text>
        </div>
      )}
    </>
  );
}

interface WaiverProps {
  waiver: AttemptReview["waivers"][number];
  zone: string;
}

/** By whose leave, since when and why a student had no camera, and until when. */
function WaiverText({ waiver, zone }: WaiverProps) {
  const { t } = useTranslation(["review", "lecturer"]);
  const language = useLanguage();
  const moment = (instant: string) =>
    `${clockTime(instant, language, false, zone)}, ${calendarDay(instant, language, zone)}`;
  const said = t("lecturer:wall.withoutCameraBy", {
    by: waiver.by,
    time: moment(waiver.at),
    reason: waiver.reason,
  });
  return waiver.until ? `${said} ${t("waivedUntil", { time: moment(waiver.until) })}` : said;
}
