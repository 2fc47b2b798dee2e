import { useCallback, useEffect, useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useErrorText } from "../../i18n/useErrorText";
import { useStore } from "../../shared/useStore";
import { Alert } from "../parts/Alert";
import { Modal } from "../parts/Modal";
import type { WaitingEngine } from "../waitingEngine";
import { cardFrame } from "./cardFrame";
import { askForDetail, sendCard, takeCard } from "./cardPicture";
import { addWaitingWords } from "./words";
import "./card.css";

addWaitingWords();

interface Props {
  engine: WaitingEngine;
  open: boolean;
  onOpen: () => void;
  onClose: () => void;
}

/** Where the exam asks for it: the student shows their card to the camera, or goes on without. */
export default function StudentCard({ engine, open, onOpen, onClose }: Props) {
  const { t } = useTranslation("waiting");
  const camera = useStore(engine.recorder.state);
  const kept = useStore(engine.card) === "kept";
  const on = camera.name === "on";
  const lacking = camera.name === "failed" || camera.name === "off";
  const [sent, setSent] = useState(false);
  // The button that led into the dialog is gone: the keyboard goes on from what came of it.
  const focus = useCallback((text: HTMLElement | null) => text?.focus(), []);
  return (
    <section className="box row spread">
      <div className="grow">
        <h2>{t("card.title")}</h2>
        <p className="soft">
          {t(kept ? "card.keptHint" : lacking ? "card.noCamera" : "card.hint")}
        </p>
        {kept && (
          <p role="status" className="mark good" tabIndex={-1} ref={sent ? focus : undefined}>
            {t("card.kept")}
          </p>
        )}
      </div>
      {!kept && (
        <button type="button" className="button" disabled={!on} onClick={onOpen}>
          {t("card.open")}
        </button>
      )}
      {open && on && !kept && (
        <CardDialog
          engine={engine}
          stream={camera.stream}
          onSent={() => {
            setSent(true);
            onClose();
            engine.card.set("kept");
          }}
          onClose={onClose}
        />
      )}
    </section>
  );
}

interface DialogProps {
  engine: WaitingEngine;
  stream: MediaStream;
  onSent: () => void;
  onClose: () => void;
}

/** Take the picture, look at it, take it again or hand it in. */
function CardDialog({ engine, stream, onSent, onClose }: DialogProps) {
  const { t } = useTranslation("waiting");
  const errorText = useErrorText();
  const title = useId();
  const video = useRef<HTMLVideoElement>(null);
  const [taken, setTaken] = useState<Blob | null>(null);
  const [sending, setSending] = useState(false);
  const [fault, setFault] = useState<unknown>(null);

  useEffect(() => {
    const goOn = engine.rest();
    void askForDetail(stream, true);
    return () => {
      void askForDetail(stream, false);
      goOn();
    };
  }, [engine, stream]);

  async function take() {
    setFault(null);
    if (video.current) setTaken(await takeCard(video.current));
  }

  async function use(jpeg: Blob) {
    setSending(true);
    setFault(null);
    try {
      await sendCard(engine.api, jpeg);
      onSent();
    } catch (error) {
      setFault(error);
      setSending(false);
    }
  }

  return (
    <Modal labelledBy={title} className="card-dialog" onClose={onClose}>
      <div className="stack">
        <h2 id={title}>{t("card.title")}</h2>
        {taken ? (
          <>
            <TakenCard jpeg={taken} />
            <p role="status">{t(sending ? "card.sending" : "card.look")}</p>
          </>
        ) : (
          <>
            <LiveCard stream={stream} ref={video} />
            <p>{t("card.how")}</p>
          </>
        )}
        {fault !== null && <Alert>{errorText(fault)}</Alert>}
        <div className="row">
          {taken ? (
            <>
              <Main key="use" disabled={sending} onPress={() => void use(taken)}>
                {t("card.use")}
              </Main>
              <button
                type="button"
                className="button"
                disabled={sending}
                onClick={() => setTaken(null)}
              >
                {t("card.again")}
              </button>
            </>
          ) : (
            <Main key="take" onPress={() => void take()}>
              {t("card.take")}
            </Main>
          )}
          <button type="button" className="link" disabled={sending} onClick={onClose}>
            {t("card.without")}
          </button>
        </div>
      </div>
    </Modal>
  );
}

interface MainProps {
  disabled?: boolean;
  onPress: () => void;
  children: string;
}

/** What is due next; the keyboard is there already. */
function Main({ disabled, onPress, children }: MainProps) {
  const focus = useCallback((button: HTMLButtonElement | null) => button?.focus(), []);
  return (
    <button ref={focus} type="button" className="button main" disabled={disabled} onClick={onPress}>
      {children}
    </button>
  );
}

interface LiveProps {
  stream: MediaStream;
  ref: React.RefObject<HTMLVideoElement | null>;
}

/** What the camera sees, as others see it: a mirrored card cannot be read. */
function LiveCard({ stream, ref }: LiveProps) {
  const { t } = useTranslation("waiting");
  const [[width, height], setSize] = useState<[number, number]>([4, 3]);
  const frame = cardFrame(width, height);
  const share = (part: number, whole: number) => `${(100 * part) / whole}%`;
  useEffect(() => {
    const video = ref.current;
    if (!video) return;
    video.srcObject = stream;
    void video.play().catch(() => undefined);
  }, [stream, ref]);
  return (
    <div
      className="card-view"
      style={{
        aspectRatio: `${width} / ${height}`,
        // The buttons stay in sight, whatever the camera's shape.
        width: `min(100%, calc(50dvh * ${width / height}))`,
      }}
    >
      <video
        ref={ref}
        aria-label={t("card.preview")}
        muted
        playsInline
        onResize={({ currentTarget }) => {
          if (currentTarget.videoWidth > 0)
            setSize([currentTarget.videoWidth, currentTarget.videoHeight]);
        }}
      />
      <div
        className="card-frame"
        aria-hidden="true"
        style={{
          left: share(frame.left, width),
          top: share(frame.top, height),
          width: share(frame.width, width),
          height: share(frame.height, height),
        }}
      />
    </div>
  );
}

function TakenCard({ jpeg }: { jpeg: Blob }) {
  const { t } = useTranslation("waiting");
  const show = useCallback(
    (image: HTMLImageElement) => {
      image.src = URL.createObjectURL(jpeg);
      return () => URL.revokeObjectURL(image.src);
    },
    [jpeg],
  );
  return <img ref={show} className="card-taken" alt={t("card.taken")} />;
}
