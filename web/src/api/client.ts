import { backoffDelay, sleep } from "./backoff";
import { isPassing, OfflineError, readError } from "./errors";

export interface RequestOptions {
  token?: string;
  body?: unknown;
  headers?: Record<string, string>;
  /** How often to try again when the network or the server is away; idempotent calls only. */
  retries?: number;
}

type Method = "GET" | "PUT" | "POST" | "DELETE";

const BASE = "/api";
const TIMEOUT_MS = 20_000;

/**
 * Send one request and return the JSON of its answer.
 *
 * Only GET is tried again by itself: a caller of another idempotent route says so with `retries`.
 *
 * @throws ApiError when the server refuses, OfflineError when no answer comes.
 */
export async function request<T>(
  method: Method,
  path: string,
  options: RequestOptions = {},
): Promise<T> {
  const retries = options.retries ?? (method === "GET" ? 2 : 0);
  for (let attempt = 0; ; attempt++) {
    try {
      return await send<T>(method, path, options);
    } catch (error) {
      if (attempt >= retries || !isPassing(error)) throw error;
      await sleep(backoffDelay(attempt, { first: 500 }));
    }
  }
}

async function send<T>(method: Method, path: string, options: RequestOptions): Promise<T> {
  const headers: Record<string, string> = {
    Accept: "application/json",
    "Accept-Language": document.documentElement.lang || "vi",
    ...options.headers,
  };
  if (options.token) headers.Authorization = `Bearer ${options.token}`;
  if (options.body !== undefined) headers["Content-Type"] = "application/json";
  const response = await fetch(BASE + path, {
    method,
    headers,
    ...(options.body !== undefined && { body: JSON.stringify(options.body) }),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  }).catch((cause: unknown) => {
    throw new OfflineError("no answer", { cause });
  });
  if (!response.ok) throw await readError(response);
  if (response.status === 204) return undefined as T;
  return (await response.json().catch((cause: unknown) => {
    throw new OfflineError("the answer was cut off", { cause });
  })) as T;
}
