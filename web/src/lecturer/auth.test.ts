import { afterEach, beforeEach, expect, test, vi } from "vitest";

const KEY = "giam-thi.lecturer";
const WHO = { lecturer_id: "l", email: "lan@truong-mau.example", name: "Cô Lan", is_admin: false };

function kept(refresh_token: string): string {
  const session = { id_token: "i", access_token: "a", refresh_token };
  return JSON.stringify({ ...session, expires_at: Date.now() + 900_000, lecturer: WHO });
}

const answers = vi.fn<(path: string) => Response>();

/** The module as a page that was just loaded has it. */
async function signedIn() {
  localStorage.setItem(KEY, kept("r"));
  vi.resetModules();
  return import("./auth");
}

const refused = () =>
  new Response(JSON.stringify({ code: "not_signed_in", message: "", details: {} }), { status: 401 });
const session = { id_token: "i2", access_token: "a2", refresh_token: "r", expires_in_s: 900 };
const renewal = () => new Response(JSON.stringify({ ...session, lecturer: WHO }), { status: 200 });

beforeEach(() => {
  vi.stubGlobal("fetch", (url: string) => Promise.resolve(answers(url)));
});

afterEach(() => {
  vi.unstubAllGlobals();
  answers.mockReset();
  localStorage.clear();
});

test("who was signed out elsewhere is out here, and learns why", async () => {
  const { ending, heedSignOut, lecturer } = await signedIn();
  answers.mockImplementation(refused);
  await heedSignOut();
  expect(lecturer.get()).toBeNull();
  expect(ending.get()).toBe("signed_out");
  expect(localStorage.getItem(KEY)).toBeNull();
});

test("news of a sign-out that is late ends no session that began since", async () => {
  const { ending, heedSignOut, lecturer } = await signedIn();
  answers.mockImplementation(renewal);
  await heedSignOut();
  expect(lecturer.get()).toEqual(WHO);
  expect(ending.get()).toBeNull();
});

test("a fault of the server is no sign-out", async () => {
  const { heedSignOut, lecturer } = await signedIn();
  answers.mockImplementation(() => new Response("{}", { status: 503 }));
  await heedSignOut();
  expect(lecturer.get()).toEqual(WHO);
});

test("the session that another page of the browser began since stays", async () => {
  const { heedSignOut, lecturer } = await signedIn();
  localStorage.setItem(KEY, kept("newer"));
  answers.mockImplementation(refused);
  await heedSignOut();
  expect(lecturer.get()).toBeNull();
  expect(localStorage.getItem(KEY)).toBe(kept("newer"));
});

test("signing out everywhere sends the access token, and ends the session here", async () => {
  const { ending, lecturer, signOutEverywhere } = await signedIn();
  answers.mockImplementation(() => new Response(null, { status: 204 }));
  await signOutEverywhere();
  expect(String(answers.mock.calls[0]?.[0])).toContain("/me/sign-outs");
  expect(lecturer.get()).toBeNull();
  expect(ending.get()).toBe("everywhere");
});
