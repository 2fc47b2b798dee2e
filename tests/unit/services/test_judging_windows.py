"""Uploads judged one by one say what the whole attempt says."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from random import Random

import pytest

from chalicelib.domain.attempts import Attempt
from chalicelib.domain.baseline import MINUTE_MS, SETTLE_MS
from chalicelib.domain.calibration import CalibrationStep, Target
from chalicelib.domain.episodes import find_episodes
from chalicelib.domain.exam_content import ExamContent
from chalicelib.domain.frame_uploads import CONTENT_TYPE, FrameKey
from chalicelib.domain.kinds import Kind
from chalicelib.domain.observations import Observation
from chalicelib.domain.policies import PRESETS, RuleSetting
from chalicelib.services.analysing import analyse_upload
from chalicelib.services.judging import seen_in
from chalicelib.services.ports import StoredUpload
from tests.fakes.attempt_store import FakeAttemptStore
from tests.fakes.exam_store import FakeExamStore
from tests.fakes.invigilation import (
    FakeFrameStore,
    FakeObservationStore,
    FakeTopic,
    FakeViolationStore,
)
from tests.fakes.samples import ATTEMPT_ID, NOW_MS, attempt, content, exam, looking, paper, seen

PICTURE = b"\xff\xd8\xff\x00\xff\xd9"
Happening = Callable[[int], Observation]
Span = tuple[Kind, int, int]


class ScriptedDetector:
    """Sees at each second after the start what the script says."""

    models = "script-1"

    def __init__(self, script: Sequence[Happening]) -> None:
        self._script = script

    def detect(
        self, frames: Sequence[bytes], captured_ms: Sequence[int]
    ) -> tuple[Observation, ...]:
        assert len(frames) == len(captured_ms)
        return tuple(self._script[(m - NOW_MS) // 1_000](m) for m in captured_ms)


@dataclass
class Watch:
    """One student before a camera."""

    script: Sequence[Happening]
    content: ExamContent = field(default_factory=content)
    attempt: Attempt = field(default_factory=attempt)
    frames: FakeFrameStore = field(default_factory=FakeFrameStore)
    attempts: FakeAttemptStore = field(default_factory=FakeAttemptStore)
    exams: FakeExamStore = field(default_factory=FakeExamStore)
    observations: FakeObservationStore = field(default_factory=FakeObservationStore)
    violations: FakeViolationStore = field(default_factory=FakeViolationStore)
    topic: FakeTopic = field(default_factory=FakeTopic)

    def __post_init__(self) -> None:
        self.exams.add(exam(content=self.content), paper())
        self.attempts.add(self.attempt)

    def upload(self, second: int, frames: int = 5) -> None:
        """Send the frames of some seconds, and have them analysed."""
        captured_ms = NOW_MS + second * 1_000
        key = str(FrameKey(ATTEMPT_ID, captured_ms, abs(second)))
        offsets = ",".join(str(n * 1_000) for n in range(1, frames))
        self.frames.uploads[key] = StoredUpload(
            PICTURE * frames, CONTENT_TYPE, offsets, captured_ms + frames * 1_000
        )
        analyse_upload(
            key,
            frames=self.frames,
            detector=ScriptedDetector(self.script),
            attempts=self.attempts,
            exams=self.exams,
            observations=self.observations,
            violations=self.violations,
            topic=self.topic,
        )

    def upload_all(self) -> None:
        for second in range(0, len(self.script), 5):
            self.upload(second)

    @property
    def found(self) -> set[Span]:
        return {
            (v.kind, (v.started_ms - NOW_MS) // 1_000, (v.ended_ms - NOW_MS) // 1_000)
            for v in self.violations.read(ATTEMPT_ID).violations
        }


def whole(watch: Watch, policy: str = "standard") -> set[Span]:
    """What the same observations say when they are judged all at once."""
    bundles = watch.observations.between(ATTEMPT_ID, 0, 2 * NOW_MS)
    episodes = find_episodes(seen_in(bundles), PRESETS[policy], since_ms=NOW_MS, from_ms=NOW_MS)
    return {
        (e.kind, (e.started_ms - NOW_MS) // 1_000, (e.ended_ms - NOW_MS) // 1_000) for e in episodes
    }


def nobody(moment: int) -> Observation:
    return seen(moment, 0)


def aside(moment: int) -> Observation:
    return looking(moment, gaze_x=-0.4)


def turned(moment: int) -> Observation:
    return looking(moment, yaw=38.0)


def drawn(seed: int, seconds: int = 400) -> list[Happening]:
    """A quiet beginning, and then now and then something of some seconds."""
    random = Random(seed)  # noqa: S311 - the same script every time
    script: list[Happening] = [looking] * 40
    while len(script) < seconds:
        script += [random.choice([nobody, aside, turned])] * random.randint(1, 14)
        script += [looking] * random.randint(4, 40)
    return script[: seconds // 5 * 5]


@pytest.mark.parametrize("seed", range(5))
def test_uploads_in_order_say_what_the_whole_says(seed: int) -> None:
    watch = Watch(drawn(seed))
    watch.upload_all()
    assert watch.found == whole(watch) != set()


@pytest.mark.parametrize("seed", range(3))
def test_uploads_that_overtake_each_other_say_the_same(seed: int) -> None:
    script = drawn(seed)
    random = Random(seed)  # noqa: S311 - the same order every time
    seconds = sorted(range(0, len(script), 5), key=lambda s: s + random.uniform(0, 14))
    watch = Watch(script)
    for second in seconds:
        watch.upload(second)
    for second in random.sample(seconds, 10):
        watch.upload(second)
    assert watch.found == whole(watch)


def test_eyes_aside_before_the_baseline_stands_are_told_once_it_does() -> None:
    watch = Watch([*[looking] * 20, *[aside] * 6, *[looking] * 80])
    for second in range(0, 75, 5):
        watch.upload(second)
    assert watch.found == set()
    watch.upload(75)
    assert watch.found == {(Kind.LOOKING_AWAY, 20, 25)}


def test_the_baseline_is_stored_once_and_judged_by_from_then_on() -> None:
    watch = Watch([*[looking] * 100])
    for second in range(0, 70, 5):
        watch.upload(second)
        assert watch.observations.baseline(ATTEMPT_ID) is None
    assert (MINUTE_MS + SETTLE_MS) // 1_000 == 75
    watch.upload(75)
    stands = watch.observations.baseline(ATTEMPT_ID)
    assert stands is not None
    watch.script = [*[turned] * 100]
    watch.upload(70)
    assert watch.observations.baseline(ATTEMPT_ID) == stands


def test_what_was_captured_before_the_start_is_not_judged() -> None:
    watch = Watch([*[looking] * 30, *[nobody] * 10])
    watch.upload(-10)  # nobody there, ten seconds before the start
    watch.upload(-5)
    assert watch.found == set()


def test_a_calibration_before_the_start_is_what_the_first_seconds_are_judged_by() -> None:
    """Aside by 0.38 from second 5 on: told at once, where a whole minute had to pass before."""
    steps = tuple(
        CalibrationStep(target, NOW_MS - 20_000 + n * 4_000, NOW_MS - 16_000 + n * 4_000)
        for n, target in enumerate(Target)
    )
    aside = partial(looking, gaze_x=-0.38)
    watch = Watch([*[looking] * 5, *[aside] * 20], attempt=attempt(calibration=steps))
    watch.script = [*watch.script, *[looking] * 20]  # negative seconds count from the end
    for second in (-20, -15, -10, -5, 0, 5, 10, 15):
        watch.upload(second)
    assert watch.found == {(Kind.LOOKING_AWAY, 5, 19)}


def test_a_camera_that_comes_back_after_long_is_noticed_from_its_last_frame() -> None:
    watch = Watch([looking] * 600)
    for second in (0, 5, 10, 500, 505):
        watch.upload(second)
    assert watch.found == {(Kind.UNMONITORED, 14, 500)} == whole(watch)


def test_a_camera_that_starts_late_was_silent_since_the_start() -> None:
    watch = Watch([looking] * 600)
    for second in (400, 405):
        watch.upload(second)
    assert watch.found == {(Kind.UNMONITORED, 0, 400)}


def test_a_student_is_exempt_from_a_kind() -> None:
    watch = Watch([nobody] * 20, attempt=attempt(exempt=frozenset({Kind.NO_FACE})))
    watch.upload_all()
    assert watch.found == set()


def test_an_exam_sets_its_own_rules_and_violations_name_them() -> None:
    settings = {Kind.NO_FACE: RuleSetting(minimum_s=12.0)}
    watch = Watch(
        [*[nobody] * 10, *[looking] * 10, *[nobody] * 15],
        content=content(policy_settings=settings),
    )
    watch.upload_all()
    assert watch.found == {(Kind.NO_FACE, 20, 34)}
    [violation] = watch.violations.read(ATTEMPT_ID).violations
    assert violation.policy.startswith("standard+")
