import { lazy, Suspense, useCallback, useEffect, useState } from "react";
import { ApiError } from "../api/errors";
import { attemptApi } from "./api";
import { WaitingEngine } from "./waitingEngine";
import type { AttemptView, JoinedAttempt, RoomView } from "../api/types";
import { ServerClock } from "../shared/serverClock";
import { ExamEngine, type Elsewhere } from "./examEngine";
import { ElsewherePage } from "./pages/ElsewherePage";
import { ExamPage } from "./pages/ExamPage";
import { JoinPage, type Student } from "./pages/JoinPage";
import { NoticePage } from "./pages/NoticePage";
import { ResultPage } from "./pages/ResultPage";
import { ResumePage } from "./pages/ResumePage";
import { WaitingPage } from "./pages/WaitingPage";
import { forgetAttempt, markFinished, roomCodeOf, storeAttempt, storedAttempt } from "./session";

const StoredPage = lazy(() => import("./stored/StoredPage"));

const Practice = lazy(() => import("./waiting/Practice"));

type Page =
  | { name: "resume"; fault?: unknown }
  | { name: "join"; expired?: boolean; student?: Student; roomCode?: string; further?: boolean }
  | { name: "elsewhere"; where: Elsewhere }
  | { name: "practice" }
  | { name: "notice"; room: RoomView; student: Student }
  | { name: "waiting"; engine: WaitingEngine }
  | { name: "exam"; engine: ExamEngine }
  | { name: "result"; view: AttemptView }
  | { name: "stored"; view: AttemptView };

function firstPage(): Page {
  const stored = storedAttempt();
  const code = roomCodeOf(location.pathname).toUpperCase();
  return stored && (!code || code === stored.room_code) ? { name: "resume" } : { name: "join" };
}

/** The student's way: join, notice, waiting room, exam, result; a reload comes back to where it was. */
export function App() {
  const [page, setPage] = useState<Page>(firstPage);
  const [clock] = useState(() => new ServerClock());

  const expire = useCallback(() => {
    const expired = !storedAttempt()?.finished;
    forgetAttempt();
    setPage({ name: "join", expired });
  }, []);

  const finish = useCallback((view: AttemptView) => {
    markFinished();
    setPage({ name: "result", view });
  }, []);

  const enter = useCallback(
    (view: AttemptView, token: string, stream?: MediaStream) => {
      if (view.state === "submitted") {
        finish(view);
        return;
      }
      const api = attemptApi(view.attempt_id, token);
      if (view.state === "joined") {
        const waiting = new WaitingEngine(view, api, clock, expire, () =>
          setPage({ name: "elsewhere", where: "device" }),
        );
        waiting.start();
        setPage({ name: "waiting", engine: waiting });
        return;
      }
      const engine = new ExamEngine(view, api, clock, {
        onFinished: finish,
        onExpired: expire,
        onElsewhere: (where) => setPage({ name: "elsewhere", where }),
      });
      engine.start(stream);
      setPage({ name: "exam", engine });
    },
    [clock, expire, finish],
  );

  const resuming = page.name === "resume" && !page.fault;
  useEffect(() => {
    const stored = storedAttempt();
    if (!resuming || !stored) return;
    let current = true;
    const sentAt = Date.now();
    attemptApi(stored.attempt_id, stored.attempt_token)
      .get()
      .then((view) => {
        if (!current) return;
        clock.learn(view.server_time_ms, sentAt);
        enter(view, stored.attempt_token);
      })
      .catch((fault: unknown) => {
        if (!current) return;
        if (fault instanceof ApiError && fault.takenOver) {
          setPage({ name: "elsewhere", where: "device" });
        } else if (fault instanceof ApiError && !fault.passing) expire();
        else setPage({ name: "resume", fault });
      });
    return () => {
      current = false;
    };
  }, [resuming, clock, enter, expire]);

  const join = (joined: JoinedAttempt, roomCode: string) => {
    const { attempt_id, attempt_token } = joined;
    storeAttempt({ attempt_id, attempt_token, room_code: roomCode, finished: false });
    enter(joined, attempt_token);
  };

  const unfinished = storedAttempt()?.finished === false;

  switch (page.name) {
    case "resume":
      return <ResumePage fault={page.fault} onRetry={() => setPage({ name: "resume" })} />;
    case "join":
      return (
        <JoinPage
          clock={clock}
          roomCode={page.roomCode ?? roomCodeOf(location.pathname)}
          student={page.student}
          expired={page.expired ?? false}
          onRoom={(room, student) =>
            setPage({ name: "notice", room, student: { ...student, further: page.further } })
          }
          onPractice={() => setPage({ name: "practice" })}
          onResume={unfinished ? () => setPage({ name: "resume" }) : undefined}
        />
      );
    case "practice":
      return (
        <Suspense fallback={null}>
          <Practice onLeave={() => setPage({ name: "join" })} />
        </Suspense>
      );
    case "elsewhere":
      return (
        <ElsewherePage
          where={page.where}
          onContinue={() => {
            const roomCode = storedAttempt()?.room_code;
            setPage(page.where === "tab" ? { name: "resume" } : { name: "join", roomCode });
          }}
        />
      );
    case "notice":
      return (
        <NoticePage
          clock={clock}
          room={page.room}
          student={page.student}
          onBack={() => setPage({ name: "join", student: page.student })}
          onJoined={(joined) => join(joined, page.room.room_code)}
        />
      );
    case "waiting":
      return (
        <WaitingPage
          engine={page.engine}
          onEnterAgain={() => {
            const { student_name: name, student_number: number } = page.engine.view;
            const roomCode = storedAttempt()?.room_code;
            page.engine.stop();
            setPage({ name: "join", roomCode, student: { name, number, pin: "" } });
          }}
          onStarted={(view, stream) => {
            const token = storedAttempt()?.attempt_token;
            if (token) enter(view, token, stream);
            else expire();
          }}
        />
      );
    case "exam":
      return <ExamPage engine={page.engine} />;
    case "result":
      return (
        <ResultPage
          view={page.view}
          onView={(view) => setPage({ name: "result", view })}
          onStored={() => setPage({ name: "stored", view: page.view })}
          onAgain={() => {
            const { student_name: name, student_number: number } = page.view;
            const roomCode = storedAttempt()?.room_code;
            setPage({ name: "join", roomCode, student: { name, number, pin: "" }, further: true });
          }}
          onLeave={() => {
            forgetAttempt();
            history.replaceState(null, "", "/");
            setPage({ name: "join" });
          }}
        />
      );
    case "stored":
      return (
        <Suspense fallback={null}>
          <StoredPage
            view={page.view}
            onBack={() => setPage({ name: "result", view: page.view })}
          />
        </Suspense>
      );
  }
}
