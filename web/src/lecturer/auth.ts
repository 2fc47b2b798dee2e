import { ApiError } from "../api/errors";
import { request, type RequestOptions } from "../api/client";
import type { Session, SignedIn } from "../api/types";
import { Store } from "../shared/store";

interface StoredSession {
  id_token: string;
  access_token: string;
  refresh_token: string;
  expires_at: number;
  lecturer: SignedIn;
}

/** What is asked for before a sign-in is complete. */
export interface SignInStep {
  asks: "new_password" | "code";
  username: string;
  challenge: string;
}

const KEY = "giam-thi.lecturer";
const REFRESH_BEFORE_MS = 60_000;

function read(): StoredSession | null {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? "null") as StoredSession | null;
  } catch {
    return null;
  }
}

const session = new Store<StoredSession | null>(read());
/** Who is signed in, or null. */
export const lecturer = new Store<SignedIn | null>(session.get()?.lecturer ?? null);
/** How a session ended, for the sign-in page to say. */
export type Ending = "everywhere" | "signed_out" | "over";
/** How the last session ended; null: as its owner meant it to, on this page alone. */
export const ending = new Store<Ending | null>(null);
let refreshing: Promise<StoredSession> | null = null;

function keep(fresh: Session): StoredSession {
  const stored = {
    id_token: fresh.id_token,
    access_token: fresh.access_token,
    refresh_token: fresh.refresh_token,
    expires_at: Date.now() + fresh.expires_in_s * 1000,
    lecturer: fresh.lecturer,
  };
  localStorage.setItem(KEY, JSON.stringify(stored));
  ending.set(null);
  session.set(stored);
  lecturer.set(stored.lecturer);
  return stored;
}

export function signOut(): void {
  localStorage.removeItem(KEY);
  leave(null);
}

/** End all of the lecturer's sessions, on every device. */
export async function signOutEverywhere(): Promise<void> {
  await accountRequest("POST", "/me/sign-outs");
  localStorage.removeItem(KEY);
  leave("everywhere");
}

/**
 * Ask whether the session is over, after the live connection said that it was signed out, and leave
 * if so.  What is told late, or twice, ends no session that began since.
 */
export async function heedSignOut(): Promise<void> {
  const stored = session.get();
  if (!stored) return;
  await renewed(stored).catch(() => undefined);
  if (!session.get()) ending.set("signed_out");
}

function leave(how: Ending | null): void {
  ending.set(how);
  session.set(null);
  lecturer.set(null);
}

/** Sign in, or return what is asked for first. */
export function signIn(email: string, password: string): Promise<SignInStep | null> {
  return enter("/sign-in", { email, password });
}

/** Go on with a sign-in; the next step, if there is another. */
export function replacePassword(
  { username, challenge }: SignInStep,
  new_password: string,
): Promise<SignInStep | null> {
  return enter("/sign-in/new-password", { username, challenge, new_password });
}

/** Go on with a sign-in; the next step, if there is another. */
export function answerCode(
  { username, challenge }: SignInStep,
  code: string,
): Promise<SignInStep | null> {
  return enter("/sign-in/code", { username, challenge, code });
}

async function enter(path: string, body: object): Promise<SignInStep | null> {
  try {
    keep(await request<Session>("POST", path, { body }));
    return null;
  } catch (error) {
    const step = error instanceof ApiError && stepOf(error);
    if (!step) throw error;
    return step;
  }
}

const ASKED: Partial<Record<string, SignInStep["asks"]>> = {
  new_password_required: "new_password",
  code_required: "code",
};

/** What a refusal asks for, or null where it is final. */
export function stepOf({ code, details }: ApiError): SignInStep | null {
  const asks = ASKED[code];
  if (!asks) return null;
  return { asks, username: String(details.username), challenge: String(details.challenge) };
}

async function refresh(refresh_token: string): Promise<StoredSession> {
  try {
    return keep(await request<Session>("POST", "/sign-in/refresh", { body: { refresh_token } }));
  } catch (error) {
    if (error instanceof ApiError && !error.passing) {
      // Another page of this browser may have begun a session since: that one stays.
      if (read()?.refresh_token === refresh_token) localStorage.removeItem(KEY);
      leave("over");
    }
    throw error;
  }
}

/** Pages ask for several things at once; one renewal serves them all. */
function renewed(stored: StoredSession): Promise<StoredSession> {
  refreshing ??= refresh(stored.refresh_token).finally(() => (refreshing = null));
  return refreshing;
}

type Method = Parameters<typeof request>[0];

/** Send a request as the lecturer; renews the token when it is about to end or is refused. */
export function lecturerRequest<T>(
  method: Method,
  path: string,
  options: RequestOptions = {},
): Promise<T> {
  return asLecturer(({ id_token }) => request<T>(method, path, { ...options, token: id_token }));
}

/** Ask for what takes the session itself: by its access token Cognito says whose it is, and lives. */
export function accountRequest<T>(method: Method, path: string, content: object = {}): Promise<T> {
  return asLecturer(({ id_token, access_token }) =>
    request<T>(method, path, { body: { ...content, access_token }, token: id_token }),
  );
}

async function asLecturer<T>(act: (stored: StoredSession) => Promise<T>): Promise<T> {
  let stored = session.get();
  if (!stored) throw new ApiError(401, "not_signed_in", "");
  // A session of an earlier release has no access token yet.
  const ending = stored.expires_at - Date.now() < REFRESH_BEFORE_MS || !stored.access_token;
  if (ending) stored = await renewed(stored);
  try {
    return await act(stored);
  } catch (error) {
    // A wrong password is no old token: asking again would count as a second guess.
    const old = error instanceof ApiError && error.status === 401 && error.code !== "wrong_password";
    if (!old) throw error;
    return act(await renewed(stored));
  }
}
