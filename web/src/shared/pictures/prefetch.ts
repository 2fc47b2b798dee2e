import type { PictureBook } from "./book";

/**
 * Load pictures one after the other before they are needed: the network may be away by then.
 *
 * Returns what stops it.
 */
export function prefetchPictures(book: PictureBook, ids: string[]): () => void {
  const waiting = [...ids];
  let loading = false;
  const next = () => {
    const address = waiting[0] && book.addresses.get()[waiting[0]];
    if (loading || !address) return;
    loading = true;
    waiting.shift();
    const picture = new Image();
    picture.fetchPriority = "low";
    picture.onload = picture.onerror = () => {
      loading = false;
      next();
    };
    picture.src = address;
  };
  const unsubscribe = book.addresses.subscribe(next);
  book.want(ids);
  next();
  return () => {
    waiting.length = 0;
    unsubscribe();
  };
}
