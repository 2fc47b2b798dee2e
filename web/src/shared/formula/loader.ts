import { backoffDelay, sleep } from "../../api/backoff";
import { Store } from "../store";

type Typesetter = typeof import("./typesetter");

/** What sets formulas, once it is here; until then their source is shown. */
export const typesetter = new Store<Typesetter | null>(null);
let loading = false;

/** Fetch KaTeX once, and keep trying while the network is away. */
export async function loadTypesetter(): Promise<void> {
  if (loading || typesetter.get()) return;
  loading = true;
  for (let failures = 0; ; failures++) {
    try {
      const loaded = await import("./typesetter");
      loaded.loadFonts();
      typesetter.set(loaded);
      return;
    } catch {
      await sleep(backoffDelay(failures));
    }
  }
}
