import { Badge, Button, Group, Paper, Stack, Text } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Account, Invitation } from "../../api/types";
import { useLanguage } from "../../i18n/useLanguage";
import { useStore } from "../../shared/useStore";
import { AccountMenu } from "../accounts/AccountMenu";
import { listLecturers } from "../accounts/api";
import { InviteDialog } from "../accounts/InviteDialog";
import { lecturer } from "../auth";
import { Failed, Loading, PageTitle } from "../parts/states";
import { keys } from "../queries";

const LOOK = {
  invited: { variant: "outline", color: "gray" },
  active: { variant: "light", color: "teal" },
  deactivated: { variant: "light", color: "gray" },
} as const;

/** Every lecturer's account, for admins. */
export function LecturersPage() {
  const { t } = useTranslation("accounts");
  const language = useLanguage();
  const [invited, setInvited] = useState<Invitation | null>(null);
  const nobody = { email: "", name: "", language, is_admin: false };
  return (
    <Stack gap="lg" maw={840}>
      <Group justify="space-between" align="end">
        <div>
          <PageTitle name={t("title")} />
          <Text c="dimmed" mt={4}>
            {t("lead")}
          </Text>
        </div>
        <Button onClick={() => setInvited(nobody)}>{t("inviteOne")}</Button>
      </Group>
      <Accounts
        onInvite={({ email, name, is_admin }) => setInvited({ email, name, language, is_admin })}
      />
      {invited && <InviteDialog first={invited} onClose={() => setInvited(null)} />}
    </Stack>
  );
}

function Accounts({ onInvite }: { onInvite: (account: Account) => void }) {
  const { t } = useTranslation("accounts");
  const found = useInfiniteQuery({
    queryKey: keys.lecturers,
    queryFn: ({ pageParam }) => listLecturers(pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
  });
  if (found.isPending) return <Loading />;
  if (!found.data) return <Failed error={found.error} onRetry={() => void found.refetch()} />;
  const accounts = found.data.pages.flatMap((page) => page.items);
  return (
    <Stack align="start">
      <Paper withBorder px="md" component="ul" m={0} w="100%" style={{ listStyle: "none" }}>
        {accounts.map((account) => (
          <Row key={account.lecturer_id} account={account} onInvite={() => onInvite(account)} />
        ))}
      </Paper>
      {found.hasNextPage && (
        <Button
          variant="default"
          loading={found.isFetchingNextPage}
          onClick={() => void found.fetchNextPage()}
        >
          {t("more")}
        </Button>
      )}
    </Stack>
  );
}

function Row({ account, onInvite }: { account: Account; onInvite: () => void }) {
  const { t } = useTranslation("accounts");
  const own = useStore(lecturer)?.lecturer_id === account.lecturer_id;
  return (
    <li className="observation">
      <Group justify="space-between" gap="xs" wrap="nowrap">
        <div style={{ overflowWrap: "anywhere" }}>
          <Group gap="xs">
            <Text fw={500}>{account.name}</Text>
            <Badge {...LOOK[account.state]} tt="none" fw={500}>
              {t(`states.${account.state}`)}
            </Badge>
            {account.is_admin && (
              <Badge variant="default" tt="none" fw={500}>
                {t("admin")}
              </Badge>
            )}
          </Group>
          <Text size="sm" c="dimmed">
            {account.email}
            {own && ` · ${t("you")}`}
          </Text>
        </div>
        {!own && <AccountMenu account={account} onInvite={onInvite} />}
      </Group>
    </li>
  );
}
