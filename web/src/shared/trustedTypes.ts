/**
 * The one Trusted Types policy of the pages: what libraries hand to the browser as a mere text.
 *
 * The site's Content-Security-Policy lets no text become markup, a script or a script's address
 * unless it passes here.  Mantine sets style sheets as markup, which needs no tag; a worker's
 * address is one of the site's own built files.  Where browsers have no Trusted Types, nothing
 * changes; the rest of the policy stands there, too.
 */

interface Rules {
  createHTML: (text: string) => string;
  createScriptURL: (address: string) => string;
}

interface Factory {
  createPolicy: (name: string, rules: Rules) => unknown;
}

export const rules: Rules = {
  createHTML(text) {
    if (text.includes("<")) throw new TypeError("markup");
    return text;
  },
  createScriptURL(address) {
    const { origin, pathname } = new URL(address, location.href);
    if (origin !== location.origin || !pathname.startsWith("/assets/")) throw new TypeError(address);
    return address;
  },
};

const factory = (globalThis as { trustedTypes?: Factory }).trustedTypes;
factory?.createPolicy("default", rules);
