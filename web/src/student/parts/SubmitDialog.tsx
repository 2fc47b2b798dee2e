import { useTranslation } from "react-i18next";
import type { PaperQuestion } from "../../api/types";
import type { Responses } from "../answers";
import { progressOf } from "../responses";
import { Modal } from "./Modal";

interface Props {
  paper: PaperQuestion[];
  chosen: Responses;
  flags: ReadonlySet<string>;
  onSubmit: () => void;
  onClose: () => void;
}

/** The last look before handing in: what is open still. */
export function SubmitDialog({ paper, chosen, flags, onSubmit, onClose }: Props) {
  const { t } = useTranslation("student");
  const numbers = (test: (question: PaperQuestion) => boolean) =>
    paper.flatMap((question, index) => (test(question) ? [index + 1] : []));
  const missing = numbers((one) => progressOf(one, chosen[one.question_id]) === "none");
  const begun = numbers((one) => progressOf(one, chosen[one.question_id]) === "part");
  const flagged = numbers((one) => flags.has(one.question_id));
  const words = (list: number[]) => ({ count: list.length, list: list.join(", ") });
  return (
    <Modal labelledBy="submit-title" onClose={onClose}>
      <div className="stack">
        <h1 id="submit-title">{t("submit.title")}</h1>
        {missing.length > 0 && <p className="box warm">{t("submit.missing", words(missing))}</p>}
        {begun.length > 0 && <p className="box warm">{t("submit.begun", words(begun))}</p>}
        {missing.length + begun.length === 0 && <p>{t("submit.complete")}</p>}
        {flagged.length > 0 && <p>{t("submit.flagged", words(flagged))}</p>}
        <p className="soft">{t("submit.final")}</p>
        <div className="row ends">
          <button type="button" className="button" onClick={onClose}>
            {t("submit.cancel")}
          </button>
          <button type="button" className="button main" onClick={onSubmit}>
            {t("submit.confirm")}
          </button>
        </div>
      </div>
    </Modal>
  );
}
