/**
 * Hold a name for this tab alone: the newest tab has it, and the one that had it is told.
 *
 * Where the browser knows no locks, every tab goes on; the server orders what they save.
 *
 * @returns what gives the name up.
 */
export function holdAlone(name: string, onLost: () => void): () => void {
  const locks = (navigator as Partial<Navigator>).locks;
  if (!locks) return () => undefined;
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  let mine = true;
  locks.request(name, { steal: true }, () => held).catch(() => mine && onLost());
  return () => {
    mine = false;
    release();
  };
}
