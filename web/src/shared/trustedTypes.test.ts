import { expect, it } from "vitest";
import { rules } from "./trustedTypes";

it("lets a style sheet through, and no tag", () => {
  const css = "@media (min-width: 48em) { .a { color: red } }";
  expect(rules.createHTML(css)).toBe(css);
  for (const markup of ["<img src=x onerror=alert(1)>", "a</style><script>", "&lt;<b>"]) {
    expect(() => rules.createHTML(markup)).toThrow(TypeError);
  }
});

it("lets a script of the site's own build through, and no other", () => {
  expect(rules.createScriptURL("/assets/ticker.js")).toBe("/assets/ticker.js");
  for (const address of [
    "https://elsewhere.example/assets/a.js",
    "//elsewhere.example/assets/a.js",
    "/api/me",
    "/assets/../api/me",
    "data:text/javascript,alert(1)",
    "blob:https://site.example/1",
    "javascript:alert(1)",
  ]) {
    expect(() => rules.createScriptURL(address)).toThrow(TypeError);
  }
});
