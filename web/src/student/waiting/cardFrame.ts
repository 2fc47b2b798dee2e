/** A student card's sides in millimetres: ID-1 of ISO/IEC 7810, as bank cards have them. */
const CARD = { width: 85.6, height: 53.98 };
/** Of the picture's shorter way: the card is as large as it can be, and still found at once. */
const SHARE = 0.86;
/** Around the frame: a card that is held a little beside it is still whole. */
const MARGIN = 0.04;

export interface Rectangle {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** Where the card is to be held in a picture of this size, in its pixels. */
export function cardFrame(width: number, height: number): Rectangle {
  const across = SHARE * Math.min(width, (height * CARD.width) / CARD.height);
  const down = (across * CARD.height) / CARD.width;
  return { left: (width - across) / 2, top: (height - down) / 2, width: across, height: down };
}

/** What is sent of a picture: the frame and a margin, so that as little as can be is seen beside. */
export function cardCut(width: number, height: number): Rectangle {
  const frame = cardFrame(width, height);
  const margin = MARGIN * frame.width;
  const left = Math.max(0, Math.floor(frame.left - margin));
  const top = Math.max(0, Math.floor(frame.top - margin));
  return {
    left,
    top,
    width: Math.min(width - left, Math.ceil(frame.width + 2 * margin)),
    height: Math.min(height - top, Math.ceil(frame.height + 2 * margin)),
  };
}
