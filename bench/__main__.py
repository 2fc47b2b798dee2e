"""Every benchmark, one table after the other: ``make bench``."""

from __future__ import annotations

from bench import delay, vision


def main() -> None:
    """Print the tables."""
    vision.main([])
    delay.main()


if __name__ == "__main__":
    main()
