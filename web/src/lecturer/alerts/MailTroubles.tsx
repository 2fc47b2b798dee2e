import { Alert, Anchor, Button, Group, Stack, Text } from "@mantine/core";
import { IconMailOff } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { MailTrouble } from "../../api/types";
import { useErrorText } from "../../i18n/useErrorText";
import { useLanguage } from "../../i18n/useLanguage";
import { calendarDay, clockTime } from "../../shared/time";
import { getAlertSettings, tryAddressAgain } from "../api";
import { Fault } from "../parts/Fault";
import { keys } from "../queries";

/** Addresses that get no more mail, why, and how that ends. */
export function MailTroubles({ troubles }: { troubles: MailTrouble[] }) {
  const { t } = useTranslation("lecturer");
  if (troubles.length === 0) return null;
  return (
    <Alert
      className="warm-alert"
      icon={<IconMailOff size={20} aria-hidden />}
      title={t("mailTroubles.title", { count: troubles.length })}
    >
      <Stack gap="md">
        {troubles.map((trouble) => (
          <Trouble key={trouble.address} trouble={trouble} />
        ))}
      </Stack>
    </Alert>
  );
}

function Trouble({ trouble }: { trouble: MailTrouble }) {
  const { t } = useTranslation("lecturer");
  const language = useLanguage();
  const errorText = useErrorText();
  const queries = useQueryClient();
  const again = useMutation({
    mutationFn: () => tryAddressAgain(trouble.address),
    onSuccess: (settings) => queries.setQueryData(keys.alertPreferences, settings),
  });
  const time = `${clockTime(trouble.at, language)}, ${calendarDay(trouble.at, language)}`;
  const { address } = trouble;
  return (
    <Group justify="space-between" gap="sm">
      <div style={{ flex: "1 1 20rem", overflowWrap: "anywhere" }}>
        <Text>{t(`mailTroubles.${trouble.reason}`, { address, time })}</Text>
        {trouble.detail && (
          <Text size="sm" c="dimmed">
            {t("mailTroubles.said", { detail: trouble.detail })}
          </Text>
        )}
        <Fault>{again.error && errorText(again.error)}</Fault>
      </div>
      {trouble.may_try_again && (
        <Button variant="default" loading={again.isPending} onClick={() => again.mutate()}>
          {t("mailTroubles.again")}
        </Button>
      )}
    </Group>
  );
}

const LOOK_MS = 60_000;

/** In a few words, where alerts are looked for. */
export function MailTroubleHint() {
  const { t } = useTranslation("lecturer");
  const { data } = useQuery({
    queryKey: keys.alertPreferences,
    queryFn: getAlertSettings,
    refetchInterval: LOOK_MS,
  });
  const [first] = data?.troubles ?? [];
  if (!data || !first) return null;
  return (
    <Text size="sm" className="mail-trouble-hint">
      {t("mailTroubles.hint", { address: first.address, count: data.troubles.length })}{" "}
      <Anchor component={Link} to="/alerts" size="sm">
        {t("mailTroubles.look")}
      </Anchor>
    </Text>
  );
}
