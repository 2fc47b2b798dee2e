import { Group, Paper, Text, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { ExamResults } from "../../../api/types";
import { barsOf, passedOf, type Bar } from "../../results";
import { useFigures } from "../../useFigures";

/** The class at a glance: a few figures, and how the scores are spread. */
export function Summary({ results }: { results: ExamResults }) {
  const { t } = useTranslation("lecturer");
  const figures = useFigures();
  const { distribution, rows } = results;
  const submitted = rows.filter((row) => row.state === "submitted").length;
  const { lowest, highest } = distribution;
  const line = passedOf(rows);
  const facts: [string, string][] = [
    [t("results.submitted"), t("results.submittedOf", { submitted, total: rows.length })],
    [t("results.mean"), figures(distribution.mean)],
    [t("results.median"), figures(distribution.median)],
    [t("results.deviation"), figures(distribution.deviation)],
    [t("results.range"), lowest === null ? "–" : `${figures(lowest)} – ${figures(highest)}`],
  ];
  if (line) facts.splice(1, 0, [t("results.passed"), `${line.passed}/${line.total}`]);
  const maximum = rows.find((row) => row.max_score !== null)?.max_score ?? 0;
  return (
    <Paper withBorder p={{ base: "md", sm: "lg" }}>
      <div className="result-summary">
        <Group component="dl" gap="xl" m={0} align="start">
          {facts.map(([label, value]) => (
            <div key={label}>
              <Text component="dt" size="sm" c="dimmed">
                {label}
              </Text>
              <Text component="dd" m={0} fz={24} fw={600} lh={1.3} className="figures">
                {value}
              </Text>
            </div>
          ))}
        </Group>
        {maximum > 0 && <Bars bars={barsOf(distribution.bins, maximum)} />}
      </div>
    </Paper>
  );
}

function Bars({ bars }: { bars: Bar[] }) {
  const { t } = useTranslation("lecturer");
  const figures = useFigures();
  const most = Math.max(1, ...bars.map((bar) => bar.count));
  return (
    <section aria-label={t("results.distribution")}>
      <Title order={2} size="sm" fw={500} mb="xs">
        {t("results.distribution")}
      </Title>
      <ol className="bars">
        {bars.map(({ from, to, count }, at) => {
          const words = { from: figures(from), to: figures(to), count };
          return (
            <li key={from} title={t("results.bar", words)}>
              <span className="unseen">{t("results.bar", words)}</span>
              <span className="bar-count figures" aria-hidden>
                {count > 0 && count}
              </span>
              <span className="bar" style={{ height: `${(count / most) * 6}rem` }} aria-hidden />
              <span className="bar-from figures" aria-hidden>
                {at % 2 === 0 ? figures(from) : "\u00a0"}
                {at === bars.length - 1 && <span>{figures(to)}</span>}
              </span>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
