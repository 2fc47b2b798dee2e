import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Frame } from "../parts/Frame";
import { QuestionForm } from "../parts/QuestionForm";
import { QuestionNumbers } from "../parts/QuestionNumbers";
import { QuestionSteps } from "../parts/QuestionSteps";
import { SubmitDialog } from "../parts/SubmitDialog";
import { withResponse, type Responses } from "../answers";
import type { Response } from "../responses";
import { samplePaper } from "./samples";
import { addWaitingWords } from "./words";

addWaitingWords();

/** The exam page with sample questions: nothing is sent, kept or scored. */
export default function Practice({ onLeave }: { onLeave: () => void }) {
  const { t } = useTranslation("waiting");
  const { t: words } = useTranslation("student");
  const paper = samplePaper(t);
  const [chosen, setChosen] = useState<Responses>({});
  const [flags, setFlags] = useState<ReadonlySet<string>>(new Set());
  const [current, setCurrent] = useState(0);
  const [asking, setAsking] = useState(false);
  const [done, setDone] = useState(false);
  const question = paper[current];
  if (!question) return null;
  const id = question.question_id;

  function answer(response: Response | null) {
    setChosen(withResponse(chosen, id, response));
  }

  function flag() {
    const next = new Set(flags);
    if (!next.delete(id)) next.add(id);
    setFlags(next);
  }

  return (
    <Frame exam>
      <section className="box warm row spread">
        <div className="grow">
          <strong>{t("practice.title")}</strong>
          <p role="status">{done ? t("practice.done") : t("practice.lead")}</p>
        </div>
        <button type="button" className="button" onClick={onLeave}>
          {t("practice.leave")}
        </button>
      </section>
      <div className="exam">
        <div className="stack">
          <QuestionForm
            key={id}
            question={question}
            number={current + 1}
            total={paper.length}
            response={chosen[id]}
            flagged={flags.has(id)}
            onAnswer={answer}
            onFlag={flag}
          />
          <QuestionSteps current={current} total={paper.length} onGo={setCurrent} />
        </div>
        <nav className="stack" aria-label={words("exam.list")}>
          <QuestionNumbers {...{ paper, chosen, flags, current }} onGo={setCurrent} />
          <button type="button" className="button main" onClick={() => setAsking(true)}>
            {words("exam.submit")}
          </button>
        </nav>
      </div>
      {asking && (
        <SubmitDialog
          {...{ paper, chosen, flags }}
          onSubmit={() => {
            setAsking(false);
            setDone(true);
          }}
          onClose={() => setAsking(false)}
        />
      )}
    </Frame>
  );
}
