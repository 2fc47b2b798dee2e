import { Button, Group, Select, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { VIETNAM } from "../../shared/time";
import { fromLocalField, knownZones, placeOf, zoneOffset } from "../../shared/zones";
import type { ExamFormState } from "./ExamForm";

interface Props {
  form: ExamFormState;
  disabled: boolean;
}

/** Says whose clock the times go by; few exams need another. */
export function ZoneSelect({ form, disabled }: Props) {
  const { t } = useTranslation("lecturer");
  const [asked, setAsked] = useState(false);
  const [opened] = useState(() => Date.now());
  const { time_zone: zone, starts_at } = form.values;
  if (asked || form.errors.time_zone) {
    return (
      <Select
        label={t("form.zone")}
        data={knownZones(zone)}
        searchable
        allowDeselect={false}
        maw={360}
        {...form.getInputProps("time_zone")}
      />
    );
  }
  const instant = fromLocalField(starts_at, zone) || opened;
  const place = placeOf(zone);
  return (
    <Group gap="xs">
      <Text size="sm" c="dimmed">
        {zone === VIETNAM
          ? t("form.zoneVietnam")
          : t("form.zoneOf", { zone: place, offset: zoneOffset(instant, zone) })}
      </Text>
      {!disabled && (
        <Button variant="subtle" size="compact-sm" onClick={() => setAsked(true)}>
          {t("form.changeZone")}
        </Button>
      )}
    </Group>
  );
}
