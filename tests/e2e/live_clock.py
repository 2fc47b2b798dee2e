"""A camera clip whose pictures carry their number, and how a page tells which it shows when."""

from __future__ import annotations

from pathlib import Path
from typing import Final, TypeAlias

import cv2
from playwright.sync_api import Page

from tests.e2e.clips import CLIP_FPS, SIZE, one_person

Shown: TypeAlias = list[tuple[int, int]]
"""Which picture, and when, in milliseconds since the epoch."""

CLOCK_BITS: Final = 10
BAND_PIXELS: Final = 96
CLIP_SECONDS: Final = 30
PICTURES: Final = CLIP_SECONDS * CLIP_FPS

# Begins to read the number that every picture of a video carries, when it is shown.
READ_CLOCKS: Final = """
  ([selector, milliseconds]) => {
    const until = performance.now() + milliseconds;
    const watch = (video) => new Promise((resolve) => {
      const canvas = new OffscreenCanvas(%(bits)d, 1);
      const pen = canvas.getContext("2d", { willReadFrequently: true });
      const seen = [];
      const read = () => {
        const { videoWidth: width, videoHeight: height } = video;
        pen.drawImage(video, 0, height * 0.05, width, height * 0.1, 0, 0, %(bits)d, 1);
        const { data } = pen.getImageData(0, 0, %(bits)d, 1);
        let number = 0;
        for (let bit = 0; bit < %(bits)d; bit++) number |= (data[bit * 4] > 127 ? 1 : 0) << bit;
        seen.push([number, Date.now()]);
        if (performance.now() < until) video.requestVideoFrameCallback(read);
        else resolve(seen);
      };
      video.requestVideoFrameCallback(read);
      setTimeout(() => resolve(seen), milliseconds + 5000);
    });
    const shown = [...document.querySelectorAll(selector)].map(watch);
    window.shown = Promise.all(shown);
  }
""" % {"bits": CLOCK_BITS}  # noqa: UP031 - braces are JavaScript's


def write_clock(path: Path, numbers: range = range(PICTURES), *, shrunk_by: int = 1) -> Path:
    """
    Write a person under a band of bars as motion-JPEG; the bars are the picture's number.

    Clips of other numbers are told from one another by them; a shrunken one takes less of the
    processor.
    """
    width, height = (side // shrunk_by for side in SIZE)
    with path.open("wb") as file:
        for number, picture in zip(numbers, one_person(), strict=False):
            marked = picture.copy()
            for bit in range(CLOCK_BITS):
                left = bit * SIZE[0] // CLOCK_BITS
                right = (bit + 1) * SIZE[0] // CLOCK_BITS
                marked[:BAND_PIXELS, left:right] = 255 * (number >> bit & 1)
            quality = [cv2.IMWRITE_JPEG_QUALITY, 80]
            shown = cv2.resize(marked, (width, height), interpolation=cv2.INTER_AREA)
            file.write(cv2.imencode(".jpg", shown, quality)[1].tobytes())
    return path


def begin_reading(page: Page, selector: str, milliseconds: int) -> None:
    """Let a page read the clocks of its videos; other pages may be told to in the meantime."""
    page.evaluate(READ_CLOCKS, [selector, milliseconds])


def what_was_read(page: Page) -> list[Shown]:
    """Wait for what a page read, by video."""
    shown: list[Shown] = page.evaluate("window.shown")
    return shown


def delays_ms(here: Shown, there: Shown) -> list[int]:
    """Return how much later each picture was shown there; both read one machine's clock."""
    first = dict(here)
    return [moment - first[number] for number, moment in there if number in first]
