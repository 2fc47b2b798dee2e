import { ActionIcon, Button, Group, Paper, Switch, Text } from "@mantine/core";
import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { AttemptName } from "./api";
import { Overlay } from "./Overlay";
import { Figures, Picture } from "./Picture";
import { GAP_MS, type SeenPicture, type Signals } from "./signals";
import { nearest } from "./scrubbing";
import { useMoment, type Moment } from "./useMoment";
import { useClock } from "../../shared/zone";

interface Props {
  name: AttemptName;
  signals: Signals | null;
  /** The moment that is pointed at on the timeline. */
  moment: number;
  onStep: (by: number) => void;
  /** Back to the pictures of the violation; null: there is none. */
  onBack: (() => void) | null;
  overlay: boolean;
  onOverlay: (on: boolean) => void;
}

/** The camera's picture at any moment of the exam, for as long as pictures are kept. */
export function Scrubbed({ signals, moment, ...rest }: Props) {
  const { t } = useTranslation("review");
  const { clock } = useClock();
  const captured = nearest(signals?.captured_ms ?? [], moment);
  const near = captured !== null && Math.abs(captured - moment) <= GAP_MS;
  return (
    <section className="review-evidence" aria-label={t("scrub.title", { time: clock(moment) })}>
      {near ? (
        <At {...rest} captured={captured} seen={signals?.at(captured) ?? null} />
      ) : (
        <>
          <Nothing>{t("scrub.none")}</Nothing>
          <Foot {...rest} time={clock(moment)} />
        </>
      )}
    </section>
  );
}

type AtProps = Omit<Props, "signals" | "moment"> & { captured: number; seen: SeenPicture | null };

function At({ captured, seen, ...rest }: AtProps) {
  const { t } = useTranslation("review");
  const { clock } = useClock();
  const time = clock(captured);
  const shown = useMoment(rest.name, captured);
  return (
    <>
      {shown.state === "shown" ? (
        <Picture source={shown.picture} alt={t("picture", { time })}>
          {(aspect) => rest.overlay && seen && <Overlay seen={seen} aspect={aspect} />}
        </Picture>
      ) : (
        <Nothing>{t(`scrub.${shown.state satisfies Exclude<Moment["state"], "shown">}`)}</Nothing>
      )}
      <Foot {...rest} time={time} />
      <Figures seen={seen} />
    </>
  );
}

function Nothing({ children }: { children: React.ReactNode }) {
  return (
    <Paper withBorder className="review-picture-frame no-picture" role="status">
      {children}
    </Paper>
  );
}

type FootProps = Pick<Props, "onStep" | "onBack" | "overlay" | "onOverlay"> & { time: string };

function Foot({ time, onStep, onBack, overlay, onOverlay }: FootProps) {
  const { t } = useTranslation("review");
  return (
    <Group justify="space-between" gap="xs" mt="xs">
      <Group gap={4}>
        <ActionIcon
          variant="default"
          size="lg"
          aria-label={t("scrub.earlier")}
          onClick={() => onStep(-1)}
        >
          <IconChevronLeft size={18} aria-hidden />
        </ActionIcon>
        <ActionIcon
          variant="default"
          size="lg"
          aria-label={t("scrub.later")}
          onClick={() => onStep(1)}
        >
          <IconChevronRight size={18} aria-hidden />
        </ActionIcon>
        <Text size="sm" c="dimmed" ml={4} className="figures">
          {time}
        </Text>
        {onBack && (
          <Button variant="subtle" size="compact-sm" onClick={onBack}>
            {t("scrub.back")}
          </Button>
        )}
      </Group>
      <Switch
        label={t("overlay")}
        checked={overlay}
        onChange={(event) => onOverlay(event.currentTarget.checked)}
      />
    </Group>
  );
}
