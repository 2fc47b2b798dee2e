const BEST = 0.6;
const WORST = 0.3;
const STEP = 0.05;

/**
 * Choose the JPEG quality of the next frame from the size of the last one, so that a bundle
 * keeps under its limit: down at once when a frame is too large, up again only when small
 * enough that the better quality will surely fit.
 */
export function nextQuality(quality: number, frameBytes: number, frameBudget: number): number {
  if (frameBytes > frameBudget) return Math.max(WORST, quality - 2 * STEP);
  if (frameBytes < frameBudget * 0.6) return Math.min(BEST, quality + STEP);
  return quality;
}

export const FIRST_QUALITY = BEST;
