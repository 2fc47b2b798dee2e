import { Button, Group, NumberInput, Switch } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type SubmitEvent } from "react";
import { useTranslation } from "react-i18next";
import type { RoomCamera } from "../../../api/types";
import { useErrorText } from "../../../i18n/useErrorText";
import { changeRoomCamera } from "../../api";
import { keys } from "../../queries";
import { Fault } from "../Fault";

const MOST = 15;
const MOST_TOLERANCE = 7;

/** How many people a camera should see; empty: their number is not judged. */
export function CrowdForm({ examId, camera }: { examId: string; camera: RoomCamera }) {
  const { t } = useTranslation("lecturer");
  const errorText = useErrorText();
  const queries = useQueryClient();
  const [expected, setExpected] = useState<number | string>(camera.crowd?.expected ?? "");
  const [tolerance, setTolerance] = useState<number | string>(camera.crowd?.tolerance ?? 0);
  const [fewerToo, setFewerToo] = useState(camera.crowd?.fewer_too ?? false);
  const save = useMutation({
    mutationFn: () =>
      changeRoomCamera(
        examId,
        camera.camera_id,
        expected === ""
          ? null
          : { expected: Number(expected), tolerance: Number(tolerance), fewer_too: fewerToo },
      ),
    onSuccess: () => {
      notifications.show({ message: t("cameras.saved") });
      void queries.invalidateQueries({ queryKey: keys.cameras(examId) });
    },
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <form onSubmit={submit}>
      <Group align="end" gap="sm">
        <NumberInput
          label={t("cameras.expected")}
          description={t("cameras.expectedHint", { most: MOST })}
          min={0}
          max={MOST}
          allowDecimal={false}
          value={expected}
          onChange={setExpected}
        />
        {expected !== "" && (
          <NumberInput
            label={t("cameras.tolerance")}
            min={0}
            max={MOST_TOLERANCE}
            allowDecimal={false}
            value={tolerance}
            onChange={setTolerance}
          />
        )}
      </Group>
      {expected !== "" && (
        <Switch
          mt="sm"
          label={t("cameras.fewerToo")}
          description={t("cameras.fewerHint")}
          checked={fewerToo}
          onChange={(event) => setFewerToo(event.currentTarget.checked)}
        />
      )}
      {save.error && <Fault>{errorText(save.error)}</Fault>}
      <Button type="submit" variant="default" size="xs" mt="sm" loading={save.isPending}>
        {t("cameras.save")}
      </Button>
    </form>
  );
}
