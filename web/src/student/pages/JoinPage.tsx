import { useEffect, useState, type SubmitEvent } from "react";
import { useTranslation } from "react-i18next";
import { getRoom } from "../api";
import type { RoomView } from "../../api/types";
import { useErrorText } from "../../i18n/useErrorText";
import type { ServerClock } from "../../shared/serverClock";
import { Alert } from "../parts/Alert";
import { Field } from "../parts/Field";
import { Frame, Heading } from "../parts/Frame";

export interface Student {
  /** "" where the class list knows it. */
  name: string;
  number: string;
  pin: string;
  /** Another attempt is asked for, after one that was handed in. */
  further?: boolean | undefined;
}

interface Props {
  clock: ServerClock;
  roomCode: string;
  student: Student | undefined;
  expired: boolean;
  onRoom: (room: RoomView, student: Student) => void;
  onResume: (() => void) | undefined;
  onPractice: () => void;
}

const CODE_LENGTH = 6;

/** Spaces and hyphens are how people group letters; the server reads codes without them. */
const tidyCode = (text: string) => text.replace(/[\s-]/g, "").toUpperCase().slice(0, CODE_LENGTH);

export function JoinPage(props: Props) {
  const { clock, roomCode, student, expired, onRoom, onResume, onPractice } = props;
  const { t } = useTranslation("student");
  const errorText = useErrorText();
  const [code, setCode] = useState(tidyCode(roomCode));
  const [name, setName] = useState(student?.name ?? "");
  const [number, setNumber] = useState(student?.number ?? "");
  const [pin, setPin] = useState("");
  const [room, setRoom] = useRoom(code, clock);
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<unknown>(null);

  const missing = (value: string) => (tried && !value.trim() ? t("join.required") : undefined);

  async function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    setTried(true);
    const inputs = event.currentTarget.querySelectorAll("input");
    const empty = [...inputs].find((input) => input.required && !input.value.trim());
    if (empty) {
      empty.focus();
      return;
    }
    setBusy(true);
    setFault(null);
    try {
      const found = room ?? (await lookUp(code, clock));
      setRoom(found);
      // What the room asks for was not known yet: show it first.
      if (found.needs_pin && !room) setBusy(false);
      else onRoom(found, { name: name.trim(), number: number.trim(), pin: pin.trim() });
    } catch (error) {
      setFault(error);
      setBusy(false);
    }
  }

  return (
    <Frame>
      <div className="stack tight">
        <Heading>{t("join.title")}</Heading>
        <p className="soft">{t("join.lead")}</p>
      </div>
      {onResume && (
        <div className="box warm stack tight">
          <p>{t("join.unfinished")}</p>
          <button type="button" className="button" onClick={onResume}>
            {t("join.resume")}
          </button>
        </div>
      )}
      {expired && <Alert>{t("join.expired")}</Alert>}
      {fault !== null && <Alert>{errorText(fault)}</Alert>}
      <form className="stack" onSubmit={submit} noValidate>
        <Field
          label={t("join.code")}
          hint={t("join.codeHint")}
          fault={missing(code)}
          className="code"
          value={code}
          onChange={(value) => setCode(tidyCode(value))}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
        />
        {room && (
          <p role="status" className="soft">
            {[room.title, room.room_name].join(" · ")}
          </p>
        )}
        {!room?.has_roster && (
          <Field
            label={t("join.name")}
            fault={missing(name)}
            value={name}
            onChange={setName}
            maxLength={100}
            autoComplete="name"
          />
        )}
        <Field
          label={t("join.number")}
          fault={missing(number)}
          value={number}
          onChange={setNumber}
          maxLength={32}
          autoComplete="off"
          spellCheck={false}
        />
        {room?.needs_pin && (
          <Field
            label={t("join.pin")}
            hint={t("join.pinHint")}
            fault={undefined}
            required={false}
            value={pin}
            onChange={setPin}
            maxLength={16}
            autoComplete="off"
            spellCheck={false}
          />
        )}
        <button type="submit" className="button main full" disabled={busy}>
          {busy ? t("join.checking") : t("join.submit")}
        </button>
      </form>
      <button type="button" className="link" onClick={onPractice}>
        {t("join.practice")}
      </button>
    </Frame>
  );
}

async function lookUp(code: string, clock: ServerClock): Promise<RoomView> {
  const sentAt = Date.now();
  const room = await getRoom(code);
  clock.learn(room.server_time_ms, sentAt);
  return room;
}

/** The room of a complete code, as soon as it is known: it says what else to ask for. */
function useRoom(code: string, clock: ServerClock) {
  const [found, setFound] = useState<{ code: string; room: RoomView }>();
  useEffect(() => {
    if (code.length < CODE_LENGTH) return;
    let current = true;
    // What is wrong with the code is said when the form is sent.
    lookUp(code, clock)
      .then((room) => current && setFound({ code, room }))
      .catch(() => undefined);
    return () => {
      current = false;
    };
  }, [code, clock]);
  const room = found?.code === code ? found.room : undefined;
  return [room, (known: RoomView) => setFound({ code, room: known })] as const;
}
