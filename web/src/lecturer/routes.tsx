import { createBrowserRouter } from "react-router";
import { Crashed } from "../shared/Crashed";
import { AlertsPage } from "./pages/AlertsPage";
import { ExamsPage } from "./pages/ExamsPage";
import { EditExamPage, NewExamPage } from "./pages/ExamPages";
import { NotFoundPage } from "./pages/NotFoundPage";
import { ResultsPage } from "./pages/ResultsPage";
import { RoomPage } from "./pages/RoomPage";
import { SignInPage } from "./pages/SignInPage";
import { Loading } from "./parts/states";
import { Shell } from "./parts/Shell";

export const router = createBrowserRouter(
  [
    { path: "/sign-in", element: <SignInPage />, errorElement: <Crashed /> },
    {
      path: "/forgotten-password",
      hydrateFallbackElement: <Loading />,
      errorElement: <Crashed />,
      lazy: async () => ({
        Component: (await import("./pages/ForgottenPasswordPage")).ForgottenPasswordPage,
      }),
    },
    {
      element: <Shell />,
      hydrateFallbackElement: <Loading />,
      errorElement: <Crashed />,
      children: [
        { path: "/", element: <ExamsPage /> },
        { path: "/alerts", element: <AlertsPage /> },
        {
          path: "/account",
          lazy: async () => ({ Component: (await import("./pages/AccountPage")).AccountPage }),
        },
        {
          path: "/lecturers",
          lazy: async () => ({ Component: (await import("./pages/LecturersPage")).LecturersPage }),
        },
        { path: "/exams/new", element: <NewExamPage /> },
        { path: "/exams/:examId", element: <EditExamPage /> },
        { path: "/exams/:examId/room", element: <RoomPage /> },
        {
          path: "/exams/:examId/policy",
          lazy: async () => ({ Component: (await import("./pages/PolicyPage")).PolicyPage }),
        },
        {
          path: "/exams/:examId/attempts/:attemptId",
          lazy: async () => ({ Component: (await import("./pages/AttemptPage")).AttemptPage }),
        },
        {
          path: "/exams/:examId/attempts/:attemptId/sheet",
          lazy: async () => ({ Component: (await import("./sheet/SheetPage")).SheetPage }),
        },
        {
          path: "/exams/:examId/live",
          lazy: async () => ({ Component: (await import("./pages/LivePage")).LivePage }),
        },
        {
          path: "/exams/:examId/cameras",
          lazy: async () => ({ Component: (await import("./pages/CamerasPage")).CamerasPage }),
        },
        {
          path: "/exams/:examId/cameras/:cameraId",
          lazy: async () => ({ Component: (await import("./pages/CameraPage")).CameraPage }),
        },
        {
          path: "/exams/:examId/roster",
          lazy: async () => ({ Component: (await import("./pages/RosterPage")).RosterPage }),
        },
        { path: "/exams/:examId/results", element: <ResultsPage /> },
        {
          path: "/exams/:examId/print",
          lazy: async () => ({ Component: (await import("./pages/PrintPage")).PrintPage }),
        },
        {
          path: "/bank",
          lazy: async () => ({ Component: (await import("./pages/BankPage")).BankPage }),
        },
        {
          path: "/erasures",
          lazy: async () => ({ Component: (await import("./pages/ErasuresPage")).ErasuresPage }),
        },
        {
          path: "/erasures/:erasureId",
          lazy: async () => ({ Component: (await import("./pages/ErasurePage")).ErasurePage }),
        },
        { path: "*", element: <NotFoundPage /> },
      ],
    },
  ],
  { basename: "/lecturer" },
);
