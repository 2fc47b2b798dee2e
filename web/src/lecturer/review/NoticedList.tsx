import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { ReviewedViolation } from "../../api/types";
import { useDurationText } from "../useViolationText";
import { noticedIn } from "./noticed";
import type { Reviewable } from "./watched";

interface Props {
  violation: ReviewedViolation;
  events: Reviewable["events"];
}

/** Why something was noted that no camera saw: what the page noticed, how often, for how long. */
export function NoticedList({ violation, events }: Props) {
  const { t } = useTranslation("review");
  const duration = useDurationText();
  const noticed = noticedIn(violation, events);
  if (noticed.length === 0) return null;
  return (
    <div>
      <Text size="sm" fw={600}>
        {t("noticed.title")}
      </Text>
      <ul className="noticed">
        {noticed.map(({ kind, count, longest_ms, label }) => {
          const name = t(`events.${kind as "cut"}`);
          const what = label ? `${name} (${label})` : name;
          const time = duration(longest_ms);
          return (
            <li key={kind}>
              {longest_ms > 0
                ? t("noticed.longest", { what, count, time })
                : t("noticed.times", { what, count })}
            </li>
          );
        })}
      </ul>
      <Text size="sm" c="dimmed">
        {t("noticed.hint")}
      </Text>
    </div>
  );
}
