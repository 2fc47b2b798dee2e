import { ActionIcon, Group, Paper, Switch, Text, UnstyledButton } from "@mantine/core";
import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { ReviewedViolation } from "../../api/types";
import { Overlay } from "./Overlay";
import { Figures, Picture } from "./Picture";
import type { SeenPicture } from "./signals";
import { useClock } from "../../shared/zone";

interface Props {
  violation: ReviewedViolation;
  /** Which of its pictures is shown. */
  place: number;
  onPlace: (place: number) => void;
  seenAt: (captured_ms: number) => SeenPicture | null;
  overlay: boolean;
  onOverlay: (on: boolean) => void;
}

/** The pictures around a violation, the detector's eyes on top when wanted. */
export function Evidence({ violation, place, onPlace, seenAt, overlay, onOverlay }: Props) {
  const { t } = useTranslation("review");
  const { clock } = useClock();
  const { evidence } = violation;
  const shown = evidence[place];
  if (!shown) {
    return (
      <Paper withBorder className="review-picture-frame no-picture">
        {t("noPicture")}
      </Paper>
    );
  }
  const seen = seenAt(shown.captured_ms);
  const time = clock(shown.captured_ms);
  return (
    <section className="review-evidence" aria-label={t("picture", { time })}>
      <Picture key={shown.captured_ms} source={shown.url} alt={t("picture", { time })}>
        {(aspect) => overlay && seen && <Overlay seen={seen} aspect={aspect} />}
      </Picture>
      <Group justify="space-between" gap="xs" mt="xs">
        <Group gap={4}>
          <ActionIcon
            variant="default"
            size="lg"
            aria-label={t("previous")}
            disabled={place === 0}
            onClick={() => onPlace(place - 1)}
          >
            <IconChevronLeft size={18} aria-hidden />
          </ActionIcon>
          <ActionIcon
            variant="default"
            size="lg"
            aria-label={t("next")}
            disabled={place === evidence.length - 1}
            onClick={() => onPlace(place + 1)}
          >
            <IconChevronRight size={18} aria-hidden />
          </ActionIcon>
          <Text size="sm" c="dimmed" ml={4} className="figures">
            {t("pictureOf", { at: place + 1, count: evidence.length })} · {time}
          </Text>
        </Group>
        <Switch
          label={t("overlay")}
          checked={overlay}
          onChange={(event) => onOverlay(event.currentTarget.checked)}
        />
      </Group>
      <ol className="review-strip">
        {evidence.map((one, at) => (
          <li key={one.captured_ms}>
            <UnstyledButton
              aria-current={at === place || undefined}
              title={t("picture", { time: clock(one.captured_ms) })}
              onClick={() => onPlace(at)}
            >
              <img src={one.url} alt="" loading="lazy" />
              <span className="figures">{whereOf(violation, one.captured_ms, t)}</span>
            </UnstyledButton>
          </li>
        ))}
      </ol>
      <Figures seen={seen} />
    </section>
  );
}

type Words = ReturnType<typeof useTranslation<"review">>["t"];

/** Where a picture lies: before, after, the clearest one, or so many seconds in. */
function whereOf(violation: ReviewedViolation, captured_ms: number, t: Words): string {
  if (captured_ms < violation.started_ms) return t("before");
  if (captured_ms > violation.ended_ms) return t("after");
  if (captured_ms === violation.worst_ms) return t("worst");
  return `+${Math.round((captured_ms - violation.started_ms) / 1000)} s`;
}
