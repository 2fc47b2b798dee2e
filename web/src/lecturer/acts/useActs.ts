import { notifications } from "@mantine/notifications";
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Order } from "../../api/types";
import { useErrorText } from "../../i18n/useErrorText";
import { performAct } from "../api";
import { useWholeRoom } from "../wall/useRoom";

export interface ActCall {
  order: Order;
  /** null: everybody in the room. */
  attemptIds: string[] | null;
}

/** Do something in the room, and say whom it reached. */
export function useActs(examId: string) {
  const { t } = useTranslation("lecturer");
  const errorText = useErrorText();
  const readAgain = useWholeRoom(examId);
  return useMutation({
    mutationFn: ({ order, attemptIds }: ActCall) => performAct(examId, order, attemptIds),
    onSuccess: ({ act, missed }) => {
      readAgain();
      if (act.kind === "mark" || act.kind === "unmark") return;
      const count = act.attempt_ids.length - missed.length;
      notifications.show({ message: `${t(`acts.done.${act.kind}`)} ${t("acts.reached", { count })}` });
    },
    onError: (error) => {
      notifications.show({ color: "red", message: errorText(error), role: "alert" });
    },
  });
}
