import { describe, expect, test } from "vitest";
import { PictureBook, type Addresses } from "./book";

/** A book whose timers run when told, and what the server was asked. */
function setUp(answers: (Addresses | Error)[]) {
  const asked: string[][] = [];
  const timers: (() => void)[] = [];
  const book = new PictureBook({
    locate: (ids) => {
      asked.push(ids);
      const answer = answers.shift() ?? {};
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
    },
    later: (action) => timers.push(action),
  });
  const run = async () => {
    timers.splice(0).forEach((action) => action());
    await new Promise((resolve) => setTimeout(resolve));
  };
  return { book, asked, run };
}

describe("PictureBook", () => {
  test("what is wanted at the same time is asked for at once, and once", async () => {
    const { book, asked, run } = setUp([{ a: "/a", b: "/b" }]);
    book.want(["a"]);
    book.want(["b", "a"]);
    await run();
    book.want(["a", "b"]);
    await run();
    expect(asked).toEqual([["a", "b"]]);
    expect(book.addresses.get()).toEqual({ a: "/a", b: "/b" });
  });

  test("more than a hundred are asked for a hundred at a time", async () => {
    const { book, asked, run } = setUp([]);
    book.want(Array.from({ length: 150 }, (_none, at) => String(at)));
    await run();
    await run();
    expect(asked.map((ids) => ids.length)).toEqual([100, 50]);
  });

  test("it asks again when the network was away", async () => {
    const { book, asked, run } = setUp([new Error("away"), { a: "/a" }]);
    book.want(["a"]);
    await run();
    await run();
    expect(asked).toHaveLength(2);
    expect(book.addresses.get()).toEqual({ a: "/a" });
  });

  test("an address that does not work is replaced", async () => {
    const { book, run } = setUp([{ a: "/old" }, { a: "/new" }]);
    book.want(["a"]);
    await run();
    book.renew("a");
    await run();
    expect(book.addresses.get()).toEqual({ a: "/new" });
  });

  test("a picture on this device is not asked for", async () => {
    const { book, asked, run } = setUp([]);
    book.add("a", "blob:a");
    book.want(["a"]);
    await run();
    expect(asked).toEqual([]);
  });
});
