"""Every benchmark, one table after the other: ``make bench``."""

from __future__ import annotations

from bench import cold_start, cost, delay, live_video, precision, scale, vision, wall
from bench.load import __main__ as load


def main() -> None:
    """Print the tables."""
    vision.main([])
    precision.main()
    cold_start.main()
    cost.main([])
    scale.main()
    delay.main()
    wall.main([])
    live_video.main([])
    # The longest by far: the others can be read meanwhile.
    load.main([])


if __name__ == "__main__":
    main()
