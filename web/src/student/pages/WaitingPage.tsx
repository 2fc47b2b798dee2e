import { lazy, Suspense, useCallback, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { AttemptView, CalibrationStep } from "../../api/types";
import { useErrorText } from "../../i18n/useErrorText";
import { useLanguage } from "../../i18n/useLanguage";
import { clockTime, countdown } from "../../shared/time";
import { useZoneNote } from "../../shared/zone";
import { useStore } from "../../shared/useStore";
import { Alert } from "../parts/Alert";
import { CameraCheck } from "../parts/CameraCheck";
import { Frame, Heading } from "../parts/Frame";
import { useServerNow } from "../useServerNow";
import { enterFullScreen } from "../watchPage";
import type { WaitingEngine } from "../waitingEngine";

const Calibration = lazy(() => import("../waiting/Calibration"));
const StudentCard = lazy(() => import("../waiting/StudentCard"));
const Practice = lazy(() => import("../waiting/Practice"));

interface Props {
  engine: WaitingEngine;
  onStarted: (view: AttemptView, stream: MediaStream | undefined) => void;
  onEnterAgain: () => void;
}

type Showing = "room" | "calibration" | "practice" | "card";

/** Before the clock runs: the camera is tried, the exam awaited, or practised for. */
export function WaitingPage({ engine, onStarted, onEnterAgain }: Props) {
  const { t } = useTranslation(["student", "common"]);
  const rule = useStore(engine.cameraRule);
  const asked = ["asked", "kept"].includes(useStore(engine.card) ?? "");
  const [showing, setShowing] = useState<Showing>("room");
  const back = useCallback(() => setShowing("room"), []);
  const calibrationDone = useCallback(
    (steps: CalibrationStep[]) => {
      engine.calibration.set(steps);
      setShowing("room");
    },
    [engine],
  );
  if (showing === "practice")
    return (
      <Suspense fallback={<Loading />}>
        <Practice onLeave={back} />
      </Suspense>
    );
  return (
    <Frame wide>
      <Heading>{engine.view.title}</Heading>
      <p className="soft">
        {engine.view.student_name} · {engine.view.student_number}
      </p>
      {rule === "needed" ? (
        <>
          <CameraCheck engine={engine} />
          {asked && (
            <Suspense fallback={null}>
              <StudentCard
                engine={engine}
                open={showing === "card"}
                onOpen={() => setShowing("card")}
                onClose={back}
              />
            </Suspense>
          )}
          <CalibrationOffer engine={engine} onBegin={() => setShowing("calibration")} />
        </>
      ) : (
        <WithoutCamera rule={rule} onUseCamera={onEnterAgain} />
      )}
      <section className="box row spread">
        <div className="grow">
          <h2>{t("waiting.practice")}</h2>
          <p className="soft">{t("waiting.practiceHint")}</p>
        </div>
        <button type="button" className="button" onClick={() => setShowing("practice")}>
          {t("waiting.practiceBegin")}
        </button>
      </section>
      <Start engine={engine} busyElsewhere={showing !== "room"} onStarted={onStarted} />
      {showing === "calibration" && (
        <Suspense fallback={null}>
          <Calibration
            engine={engine}
            onDone={calibrationDone}
            onSkip={back}
          />
        </Suspense>
      )}
    </Frame>
  );
}

function Loading() {
  const { t } = useTranslation("common");
  return (
    <Frame>
      <p role="status" className="soft">
        {t("loading")}
      </p>
    </Frame>
  );
}

interface OfferProps {
  engine: WaitingEngine;
  onBegin: () => void;
}

function CalibrationOffer({ engine, onBegin }: OfferProps) {
  const { t } = useTranslation("student");
  const on = useStore(engine.recorder.state).name === "on";
  const done = useStore(engine.calibration).length > 0;
  return (
    <section className="box row spread">
      <div className="grow">
        <h2>{t("waiting.calibration")}</h2>
        <p className="soft">{t("waiting.calibrationHint")}</p>
        {done && (
          <p role="status" className="mark good">
            {t("waiting.calibrated")}
          </p>
        )}
      </div>
      <button type="button" className="button" disabled={!on} onClick={onBegin}>
        {done ? t("waiting.calibrateAgain") : t("waiting.calibrate")}
      </button>
    </section>
  );
}

interface WithoutCameraProps {
  rule: "asked" | "waived";
  onUseCamera: () => void;
}

/** In the place of the camera's picture: that none is needed, or that it is waited for. */
function WithoutCamera({ rule, onUseCamera }: WithoutCameraProps) {
  const { t } = useTranslation("student");
  return (
    <section className="box stack tight" role="status">
      <h2>{t(`camera.without.${rule}`)}</h2>
      <p className="soft">{t(`camera.without.${rule}Hint`)}</p>
      {rule === "asked" && (
        <div>
          <button type="button" className="link" onClick={onUseCamera}>
            {t("camera.without.useCamera")}
          </button>
        </div>
      )}
    </section>
  );
}

type StartProps = Omit<Props, "onEnterAgain"> & { busyElsewhere: boolean };

function Start({ engine, busyElsewhere, onStarted }: StartProps) {
  const { t } = useTranslation("student");
  const rule = useStore(engine.cameraRule);
  const language = useLanguage();
  const errorText = useErrorText();
  const now = useServerNow(engine.clock);
  const camera = useStore(engine.recorder.state).name;
  const { starts_at, ends_at, time_zone } = engine.view;
  const clock = (instant: string) => clockTime(instant, language, false, time_zone);
  const note = useZoneNote()(starts_at, time_zone);
  const [waited] = useState(() => engine.clock.now() < Date.parse(starts_at));
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<unknown>(null);
  const tried = useRef(false);
  const left = Date.parse(starts_at) - now;
  const ended = now >= Date.parse(ends_at);

  async function start() {
    tried.current = true;
    setBusy(true);
    setFault(null);
    try {
      const { view, stream } = await engine.leave();
      onStarted(view, stream);
    } catch (error) {
      setFault(error);
      setBusy(false);
    }
  }

  // Who waited for the exam begins when it does, as everybody else.
  const due = rule !== "asked" && waited && left <= 0 && !ended && !busyElsewhere;
  useEffect(() => {
    if (due && !tried.current) void start();
  });

  const ready = camera === "on" || rule === "waived";
  const words = ready || rule === "asked" ? t("notice.start") : t("notice.startWithout");
  return (
    <section className="stack">
      {camera === "failed" && <p className="soft">{t("notice.withoutHint")}</p>}
      {fault !== null && <Alert>{errorText(fault)}</Alert>}
      {ended && <Alert>{t("notice.ended", { time: clock(ends_at) })}</Alert>}
      {left > 0 ? (
        <div className="box countdown">
          <p>{t("waiting.opensAt", { time: note ? `${clock(starts_at)} (${note})` : clock(starts_at) })}</p>
          <strong role="timer">{countdown(left)}</strong>
          <p className="soft">{t("waiting.byItself")}</p>
        </div>
      ) : (
        <div className="stack tight">
          <div>
            <button
              type="button"
              className={ready ? "button main" : "button"}
              disabled={busy || ended || rule === "asked" || camera === "starting"}
              onClick={() => {
                // Browsers allow it only while a person presses something.
                if (engine.view.full_screen) enterFullScreen();
                void start();
              }}
            >
              {busy ? t("notice.entering") : words}
            </button>
          </div>
          <p className="soft small">{t("waiting.clockRuns")}</p>
        </div>
      )}
    </section>
  );
}
