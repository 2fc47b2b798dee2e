from __future__ import annotations

from agents.rtsp.bundles import Bundle, BundleLimits, Bundler, Frame
from chalicelib.domain.frame_uploads import parse_offsets

START_MS = 1_795_000_000_000


def frame(after_ms: int = 0, size: int = 10) -> Frame:
    return Frame(START_MS + after_ms, b"x" * size)


def bundler(max_frames: int = 5, max_bytes: int = 100) -> Bundler:
    return Bundler(
        BundleLimits(
            max_frames=max_frames,
            max_age_ms=5_000,
            max_bytes=max_bytes,
            hurried_frames=2,
            hurry_ms=4_000,
        )
    )


def sizes(bundles: list[Bundle]) -> list[int]:
    return [len(bundle.frames) for bundle in bundles]


def test_a_bundle_closes_with_its_last_frame() -> None:
    gathering = bundler(max_frames=3)
    assert [sizes(gathering.add(frame(second * 1000))) for second in range(4)] == [[], [], [3], []]


def test_a_bundle_closes_before_it_outgrows_the_limit() -> None:
    gathering = bundler(max_bytes=25)
    assert [sizes(gathering.add(frame())) for _ in range(3)] == [[], [], [2]]
    assert sizes(gathering.flush()) == [1]


def test_a_bundle_may_be_exactly_as_large_as_the_limit() -> None:
    gathering = bundler(max_bytes=20)
    assert [sizes(gathering.add(frame())) for _ in range(2)] == [[], []]
    assert [len(bundle.body) for bundle in gathering.flush()] == [20]


def test_a_frame_that_alone_is_too_large_is_dropped_and_counted() -> None:
    gathering = bundler(max_bytes=5)
    assert gathering.add(frame(size=6)) == []
    assert gathering.dropped == 1
    assert gathering.flush() == []


def test_a_bundle_that_no_frame_comes_to_fill_closes_after_a_while() -> None:
    gathering = bundler()
    gathering.add(frame())
    assert gathering.tick(START_MS + 4999) == []
    assert sizes(gathering.tick(START_MS + 5000)) == [1]


def test_offsets_keep_the_contract_even_when_the_clock_is_set_back() -> None:
    gathering = bundler()
    for after_ms in (0, 1003, 700, 2000):
        gathering.add(frame(after_ms))
    (bundle,) = gathering.flush()
    assert parse_offsets(bundle.offsets, len(bundle.frames)) == (0, 1003, 1003, 2000)


def test_a_frame_that_changed_much_goes_at_once_with_those_before_it() -> None:
    gathering = bundler()
    gathering.add(frame())
    assert sizes(gathering.add(frame(1_000), changed=True)) == [2]


def test_a_bundle_of_one_has_no_offsets() -> None:
    assert Bundle((frame(),)).offsets == ""
