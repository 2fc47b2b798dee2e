import {
  ActionIcon,
  Button,
  Group,
  Indicator,
  Popover,
  ScrollArea,
  Stack,
  Switch,
  Text,
  UnstyledButton,
} from "@mantine/core";
import { IconBell } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Violation } from "../../api/types";
import { useClock } from "../../shared/zone";
import { useStore } from "../../shared/useStore";
import { useDurationText } from "../useViolationText";
import type { AlertCentre, Told } from "./centre";
import { MailTroubleHint } from "./MailTroubles";
import { beep } from "./sound";

interface Props {
  centre: AlertCentre;
  onOpen: (attemptId: string) => void;
}

/** The notification centre: what was told, and how to be told. */
export function AlertBell({ centre, onOpen }: Props) {
  const { t } = useTranslation("lecturer");
  const told = useStore(centre.told);
  const unseen = told.filter((one) => !one.seen).length;
  const [opened, setOpened] = useState(false);
  const open = (now: boolean) => {
    setOpened(now);
    // What was in sight is seen once the list closes again.
    if (!now) centre.markSeen();
  };
  return (
    <Popover position="bottom-end" width={360} opened={opened} onChange={open} trapFocus>
      <Indicator
        disabled={unseen === 0}
        label={unseen > 99 ? "99+" : unseen}
        size={18}
        color="red"
        offset={4}
      >
        <Popover.Target>
          <ActionIcon
            variant="default"
            size="lg"
            aria-label={t("alertCentre.label", { count: unseen })}
            onClick={() => open(!opened)}
          >
            <IconBell size={20} />
          </ActionIcon>
        </Popover.Target>
      </Indicator>
      <Popover.Dropdown>
        <Stack gap="sm">
          <Group justify="space-between">
            <Text fw={600}>{t("alertCentre.title")}</Text>
            {told.length > 0 && (
              <Button size="compact-sm" variant="subtle" onClick={() => centre.clear()}>
                {t("alertCentre.clear")}
              </Button>
            )}
          </Group>
          <MailTroubleHint />
          <Choices centre={centre} />
          {told.length === 0 ? (
            <Text size="sm" c="dimmed">
              {t("alertCentre.none")}
            </Text>
          ) : (
            <ScrollArea.Autosize mah={340} type="auto">
              {told.map((one) => (
                <Entry
                  key={one.id}
                  told={one}
                  onOpen={() => {
                    open(false);
                    onOpen(one.attemptId);
                  }}
                />
              ))}
            </ScrollArea.Autosize>
          )}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}

function Entry({ told, onOpen }: { told: Told; onOpen: () => void }) {
  const { t } = useTranslation("lecturer");
  const { clock } = useClock();
  const duration = useDurationText();
  const kind = told.kind as Violation["kind"];
  return (
    <UnstyledButton className="told" data-seen={told.seen} onClick={onOpen}>
      <Text size="sm" fw={told.seen ? 400 : 600}>
        {told.studentName}
      </Text>
      <Text size="sm">{t(`kinds.${kind}`, { time: duration(told.lastedMs) })}</Text>
      <Text size="xs" c="dimmed" className="figures">
        {clock(told.atMs)}
      </Text>
    </UnstyledButton>
  );
}

function Choices({ centre }: { centre: AlertCentre }) {
  const { t } = useTranslation("lecturer");
  const { sound, browser } = useStore(centre.choices);
  const [refused, setRefused] = useState(false);
  const chooseBrowser = async (wanted: boolean) => {
    const granted = wanted && (await Notification.requestPermission()) === "granted";
    setRefused(wanted && !granted);
    centre.choose({ browser: granted });
  };
  return (
    <Stack gap={6}>
      <Switch
        size="sm"
        label={t("alertCentre.sound")}
        checked={sound}
        onChange={(event) => {
          centre.choose({ sound: event.currentTarget.checked });
          if (event.currentTarget.checked) beep();
        }}
      />
      {"Notification" in window && (
        <Switch
          size="sm"
          label={t("alertCentre.browser")}
          description={refused ? t("alertCentre.refused") : undefined}
          checked={browser}
          onChange={(event) => void chooseBrowser(event.currentTarget.checked)}
        />
      )}
    </Stack>
  );
}
