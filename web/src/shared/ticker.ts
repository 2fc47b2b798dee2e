/** Call back once a second, also while the page is in the background. Returns how to stop. */
export function startTicker(onTick: () => void): () => void {
  const worker = new Worker(new URL("./ticker.worker.ts", import.meta.url), { type: "module" });
  worker.onmessage = onTick;
  return () => worker.terminate();
}
