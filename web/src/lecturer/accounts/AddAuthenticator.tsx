import { Anchor, Button, Center, Code, Group, List, Modal, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { QRCodeSVG } from "qrcode.react";
import { useState, type SubmitEvent } from "react";
import { useTranslation } from "react-i18next";
import type { AuthenticatorKey } from "../../api/types";
import { Failed, Loading } from "../parts/states";
import { keys } from "../queries";
import { beginAuthenticator, confirmAuthenticator } from "./api";
import { CodeField, Refusal } from "./fields";

/** A key is drawn for an authenticator app, which then proves that it has it. */
export function AddAuthenticator({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("accounts");
  // Each opening draws another key, and none is kept.
  const drawn = useQuery({
    queryKey: keys.authenticatorKey,
    queryFn: beginAuthenticator,
    gcTime: 0,
    staleTime: Infinity,
    refetchOnMount: false,
  });
  return (
    <Modal opened onClose={onClose} size="lg" title={t("authenticator.addTitle")}>
      {drawn.data ? (
        <Proof drawn={drawn.data} onClose={onClose} />
      ) : drawn.isPending ? (
        <Loading />
      ) : (
        <Failed error={drawn.error} onRetry={() => void drawn.refetch()} />
      )}
    </Modal>
  );
}

function Proof({ drawn, onClose }: { drawn: AuthenticatorKey; onClose: () => void }) {
  const { t } = useTranslation("accounts");
  const queries = useQueryClient();
  const [code, setCode] = useState("");
  const confirm = useMutation({
    mutationFn: () => confirmAuthenticator(code),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: keys.account });
      notifications.show({ message: t("authenticator.added") });
      onClose();
    },
    onError: () => setCode(""),
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    confirm.mutate();
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <List type="ordered" spacing={4}>
          <List.Item>{t("authenticator.install")}</List.Item>
          <List.Item>{t("authenticator.scan")}</List.Item>
          <List.Item>{t("authenticator.type")}</List.Item>
        </List>
        <Center>
          <QRCodeSVG
            value={drawn.address}
            title={t("authenticator.qr")}
            size={200}
            marginSize={4}
          />
        </Center>
        <Text size="sm" c="dimmed">
          {t("authenticator.byHand")}{" "}
          <Anchor href={drawn.address} underline="always">{t("authenticator.openApp")}</Anchor>
        </Text>
        <Code block style={{ whiteSpace: "pre-wrap", overflowWrap: "anywhere" }}>
          {drawn.key.match(/.{1,4}/g)?.join(" ")}
        </Code>
        <Refusal error={confirm.error} />
        <CodeField label={t("code.label")} value={code} onChange={setCode} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t("cancel")}
          </Button>
          <Button type="submit" loading={confirm.isPending}>
            {t("authenticator.confirm")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
