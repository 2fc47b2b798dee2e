import type { ErrorBody, Problem } from "./types";

/** The server answered, and said no. `message` is in the reader's language. */
export class ApiError extends Error {
  override readonly name = "ApiError";

  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly details: Record<string, unknown> = {},
  ) {
    super(message);
  }

  /** Faults in what was sent, one for each field; empty unless the code is "invalid". */
  get problems(): Problem[] {
    const { problems } = this.details;
    return Array.isArray(problems) ? (problems as Problem[]) : [];
  }

  /** Whether the same request may well succeed a little later. */
  get passing(): boolean {
    // Who guessed too often is told for how long to wait: asking again at once is no help.
    return this.status >= 500 || (this.status === 429 && this.code !== "too_many_tries");
  }

  /** Whether the attempt goes on on another device. */
  get takenOver(): boolean {
    return this.code === "attempt_taken_over";
  }
}

/** No answer came: the network is away, or the request was cut off. */
export class OfflineError extends Error {
  override readonly name = "OfflineError";
}

/** Whether waiting and asking again makes sense. */
export function isPassing(error: unknown): boolean {
  return error instanceof OfflineError || (error instanceof ApiError && error.passing);
}

export async function readError(response: Response): Promise<ApiError> {
  try {
    const body = (await response.json()) as ErrorBody;
    return new ApiError(response.status, body.code, body.message, body.details);
  } catch {
    // A proxy's own page, not ours: the status is all there is to tell.
    return new ApiError(response.status, "internal_error", "");
  }
}
