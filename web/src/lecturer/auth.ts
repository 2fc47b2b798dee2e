import { ApiError } from "../api/errors";
import { request, type RequestOptions } from "../api/client";
import type { Lecturer, Session } from "../api/types";
import { Store } from "../shared/store";

interface StoredSession {
  id_token: string;
  refresh_token: string;
  expires_at: number;
  lecturer: Lecturer;
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
export const lecturer = new Store<Lecturer | null>(session.get()?.lecturer ?? null);
let refreshing: Promise<StoredSession> | null = null;

function keep(fresh: Session): StoredSession {
  const stored = {
    id_token: fresh.id_token,
    refresh_token: fresh.refresh_token,
    expires_at: Date.now() + fresh.expires_in_s * 1000,
    lecturer: fresh.lecturer,
  };
  localStorage.setItem(KEY, JSON.stringify(stored));
  session.set(stored);
  lecturer.set(stored.lecturer);
  return stored;
}

export function signOut(): void {
  localStorage.removeItem(KEY);
  session.set(null);
  lecturer.set(null);
}

export async function signIn(email: string, password: string): Promise<void> {
  keep(await request<Session>("POST", "/sign-in", { body: { email, password } }));
}

async function refresh(refresh_token: string): Promise<StoredSession> {
  try {
    return keep(await request<Session>("POST", "/sign-in/refresh", { body: { refresh_token } }));
  } catch (error) {
    if (error instanceof ApiError && !error.passing) signOut();
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
export async function lecturerRequest<T>(
  method: Method,
  path: string,
  options: RequestOptions = {},
): Promise<T> {
  let stored = session.get();
  if (!stored) throw new ApiError(401, "not_signed_in", "");
  if (stored.expires_at - Date.now() < REFRESH_BEFORE_MS) stored = await renewed(stored);
  try {
    return await request<T>(method, path, { ...options, token: stored.id_token });
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 401) throw error;
    const { id_token } = await renewed(stored);
    return request<T>(method, path, { ...options, token: id_token });
  }
}
