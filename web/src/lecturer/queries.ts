import { QueryClient } from "@tanstack/react-query";

/** Offline, a page should say so rather than wait; the client itself tries reads again. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { retry: false, networkMode: "always", staleTime: 5000 },
    mutations: { retry: false, networkMode: "always" },
  },
});

export const keys = {
  templates: ["templates"] as const,
  alertPreferences: ["alert-preferences"] as const,
  account: ["account"] as const,
  authenticatorKey: ["authenticator-key"] as const,
  lecturers: ["lecturers"] as const,
  accesses: (examId: string, attemptId: string) => ["accesses", examId, attemptId] as const,
  erasures: ["erasures"] as const,
  erasure: (erasureId: string) => ["erasures", erasureId] as const,
  exams: ["exams"] as const,
  examsOf: (filter: object) => ["exams", filter] as const,
  exam: (examId: string) => ["exam", examId] as const,
  corrections: (examId: string) => ["corrections", examId] as const,
  results: (examId: string) => ["results", examId] as const,
  sheet: (examId: string, attemptId: string) => ["sheet", examId, attemptId] as const,
  cameras: (examId: string) => ["cameras", examId] as const,
  attempts: (examId: string) => ["attempts", examId] as const,
  review: (examId: string, attemptId: string) => ["review", examId, attemptId] as const,
  spotChecks: (examId: string, attemptId: string) =>
    ["spot-checks", examId, attemptId] as const,
  observations: (examId: string, attemptId: string) =>
    ["observations", examId, attemptId] as const,
  presets: ["presets"] as const,
  preview: (examId: string, policy: string) => ["preview", examId, policy] as const,
  acts: (examId: string) => ["acts", examId] as const,
  roster: (examId: string) => ["roster", examId] as const,
  refused: (examId: string) => ["refused", examId] as const,
  attemptActs: (examId: string, attemptId: string) => ["attempt-acts", examId, attemptId] as const,
  violations: (examId: string) => ["violations", examId] as const,
};
