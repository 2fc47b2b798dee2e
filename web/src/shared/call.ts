/**
 * What travels inside a signal: the step, and which call it belongs to.
 *
 * The socket may hand messages on in another order than they were sent, so that a step of an old call
 * could meet a new one.  A later call of the same caller has a higher number.
 */
export interface CallStep {
  call: number;
  content: string;
}

export function writeStep(step: CallStep): string {
  return JSON.stringify(step);
}

/** Null for anything that is no step of a call. */
export function readStep(text: string): CallStep | null {
  try {
    const read = JSON.parse(text) as Partial<CallStep> | null;
    if (typeof read?.call !== "number" || typeof read.content !== "string") return null;
    return { call: read.call, content: read.content };
  } catch {
    return null;
  }
}

/** Data channels that both sides agree on beforehand; each carries "on" and "off". */
export const CHANNELS = {
  /** The lecturer speaks. */
  talk: 0,
  /** The lecturer listens. */
  listen: 1,
  /** The lecturer watches more students than a few: each is small on the page. */
  many: 2,
} as const;
export type ChannelName = keyof typeof CHANNELS;

export function openChannel(connection: RTCPeerConnection, name: ChannelName): RTCDataChannel {
  return connection.createDataChannel(name, { negotiated: true, id: CHANNELS[name] });
}
