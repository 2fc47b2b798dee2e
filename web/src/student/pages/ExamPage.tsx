import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { loadTypesetter } from "../../shared/formula/loader";
import { hasFormula, picturesIn } from "../../shared/formula/split";
import { prefetchPictures } from "../../shared/pictures/prefetch";
import { useStore } from "../../shared/useStore";
import type { ExamEngine } from "../examEngine";
import { CameraBanner } from "../parts/CameraBanner";
import { ExamBar } from "../parts/ExamBar";
import { Notices, Paused } from "../parts/Notices";
import { FullScreenBanner } from "../parts/FullScreenBanner";
import { QuestionForm } from "../parts/QuestionForm";
import { QuestionNumbers } from "../parts/QuestionNumbers";
import { QuestionSteps } from "../parts/QuestionSteps";
import { SubmitDialog } from "../parts/SubmitDialog";
import { Submitting } from "../parts/Submitting";
import { pictures } from "../pictures";
import { progressOf, textsOf } from "../responses";
import { useFlags } from "../useFlags";

export function ExamPage({ engine }: { engine: ExamEngine }) {
  const { t } = useTranslation("student");
  const { paper, attempt_id } = engine.view;
  const phase = useStore(engine.phase);
  const needsCamera = useStore(engine.cameraRule) === "needed";
  const chosen = useStore(engine.answers.chosen);
  const paused = useStore(engine.supervision.pausedAt) !== null;
  const [flags, toggleFlag] = useFlags(attempt_id);
  const [current, setCurrent] = useState(0);
  const [asking, setAsking] = useState(false);

  // Before a question needs it: the network may be away by then.
  useEffect(() => {
    const texts = paper.flatMap(textsOf);
    if (texts.some(hasFormula)) void loadTypesetter();
    return prefetchPictures(pictures, picturesIn(texts));
  }, [paper]);

  if (phase !== "writing") return <Submitting engine={engine} phase={phase} />;
  if (paused) {
    return (
      <>
        <ExamBar engine={engine} />
        <main className="exam">
          <div className="stack">
            <Paused />
            <Notices supervision={engine.supervision} timeZone={engine.view.time_zone} />
            {needsCamera && <CameraBanner recorder={engine.recorder} />}
          </div>
        </main>
      </>
    );
  }
  const question = paper[current];
  const answered = paper.filter(
    (one) => progressOf(one, chosen[one.question_id]) !== "none",
  ).length;
  return (
    <>
      <ExamBar engine={engine} />
      <main className="exam">
        <div className="stack">
          <Notices supervision={engine.supervision} timeZone={engine.view.time_zone} />
          {needsCamera && <CameraBanner recorder={engine.recorder} />}
          {engine.view.full_screen && <FullScreenBanner />}
          {question && (
            <QuestionForm
              key={question.question_id}
              question={question}
              number={current + 1}
              total={paper.length}
              response={chosen[question.question_id]}
              flagged={flags.has(question.question_id)}
              onAnswer={(response) => engine.answer(question.question_id, response)}
              onFlag={() => toggleFlag(question.question_id)}
            />
          )}
          <QuestionSteps current={current} total={paper.length} onGo={setCurrent} />
        </div>
        <nav className="stack" aria-label={t("exam.list")}>
          <p>{t("exam.progress", { answered, total: paper.length })}</p>
          <QuestionNumbers {...{ paper, chosen, flags, current }} onGo={setCurrent} />
          <button type="button" className="button main" onClick={() => setAsking(true)}>
            {t("exam.submit")}
          </button>
        </nav>
      </main>
      {asking && (
        <SubmitDialog
          {...{ paper, chosen, flags }}
          onSubmit={() => void engine.submit()}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  );
}
