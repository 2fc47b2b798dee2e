import { describe, expect, test } from "vitest";
import { readGlimpse } from "../../shared/glimpse";
import type { ClientMessage, SignalMessage } from "../../shared/live";
import { Glimpses } from "./glimpses";

const look = (sender: string): SignalMessage => ({
  type: "signal",
  version: 1,
  attempt_id: "attempt",
  kind: "look",
  content: "",
  sender,
});

/** A student's page whose seconds pass as the test says. */
function page(picture: () => Promise<Blob | null> = () => Promise.resolve(new Blob(["jpeg"]))) {
  const sent: ClientMessage[] = [];
  let now = 1_763_798_400_000;
  const glimpses = new Glimpses({
    attemptId: "attempt",
    send: (message) => sent.push(message) > 0,
    picture,
    now: () => now,
  });
  return {
    glimpses,
    sent,
    pass: async (seconds: number) => {
      for (let second = 0; second < seconds; second++) {
        await settled();
        now += 1000;
        glimpses.tick();
      }
      await settled();
    },
  };
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

describe("Glimpses", () => {
  test("shows nothing while nobody looks", async () => {
    const { sent, pass } = page();
    await pass(30);
    expect(sent).toEqual([]);
  });

  test("answers a look at once, and then every other second", async () => {
    const { glimpses, sent, pass } = page();
    glimpses.look(look("wall"));
    await settled();
    expect(sent.map(({ kind, to }) => [kind, to])).toEqual([["glimpse", "wall"]]);
    expect(readGlimpse(sent[0]?.content ?? "")?.capturedMs).toBe(1_763_798_400_000);
    await pass(10);
    expect(sent).toHaveLength(6);
  });

  test("ends by itself when the look is not renewed", async () => {
    const { glimpses, sent, pass } = page();
    glimpses.look(look("wall"));
    await pass(40);
    const shown = sent.length;
    expect(shown).toBe(15);
    await pass(40);
    expect(sent).toHaveLength(shown);
  });

  test("goes on while looks are renewed", async () => {
    const { glimpses, sent, pass } = page();
    for (let renewed = 0; renewed < 4; renewed++) {
      glimpses.look(look("wall"));
      await pass(20);
    }
    expect(sent).toHaveLength(41);
  });

  test("sends one glimpse for all, however many look", async () => {
    const { glimpses, sent, pass } = page();
    glimpses.look(look("wall"));
    glimpses.look(look("another wall"));
    await pass(2);
    expect(sent.map(({ to }) => to)).toEqual([null, null]);
  });

  test("stops when nobody is there any more", async () => {
    const { glimpses, sent, pass } = page();
    glimpses.look(look("wall"));
    await settled();
    glimpses.nobodyThere();
    await pass(10);
    expect(sent).toHaveLength(1);
  });

  test("sends nothing while the camera gives no picture", async () => {
    const { glimpses, sent, pass } = page(() => Promise.resolve(null));
    glimpses.look(look("wall"));
    await pass(10);
    expect(sent).toEqual([]);
  });
});
