"""How well the invigilator sees: ``python -m tests.accuracy.report`` (``make accuracy``).

Plays labelled clips through the very detector that is deployed and the rules of one policy,
under several conditions, prints the tables and writes them to ``docs/accuracy.md``.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import cv2

from agents.rtsp.bundles import Bundle, BundleLimits, Bundler, Frame
from agents.rtsp.changes import ChangeWatch, thumbnail
from chalicelib.domain.episodes import Episode, find_episodes
from chalicelib.domain.frame_uploads import MAX_BYTES, MAX_FRAMES
from chalicelib.domain.observations import Observation
from chalicelib.domain.policies import DEFAULT_PRESET, PRESETS
from functions.detect_frames.decoding import decode_frame
from functions.detect_frames.detector import FrameDetector
from functions.detect_frames.sessions import ModelsMissingError
from layers.models.build import BUILD_FOLDER
from tests.accuracy.clips import Clip, own_clips, recorded_clips
from tests.accuracy.conditions import CONDITIONS
from tests.accuracy.hard_faces import HardFaces, measure_hard_faces
from tests.accuracy.scoring import Counts, Score, score_clip

REPORT: Final = Path(__file__).parents[2] / "docs" / "accuracy.md"
_ALL: Final = "all conditions"
_RATES: Final = ("precision", "recall", "F1")
_EXPLANATION: Final = """
Small and partly staged: read it as a guard against getting worse and as a look for gaps between
conditions, not as the error rate of a real exam.
The own clips are photographs (of one person) set in motion; the photographs of turned heads and
groups are held still for ten seconds after a calm beginning.

- Pictures go up together as a student's page sends them: nine while little changes, at once and
  two by two when much does.
- By frame: is a frame inside a found episode when its label says so; half a second around a
  label's edge is left out.
- By episode: does a found episode overlap a label of its kind.
- False alarms: episodes without a label, an hour of time in which the kind was not there, with the
  exact 95 % interval of a Poisson count (F. Garwood, Biometrika 28, 1936).
- A dash: nothing to find and nothing found.
- `talking` is measured on a photograph whose lips are moved as in speech, and on one that yawns:
  no labelled recording of speech was at hand.
"""
_CONDITION_NOTE: Final = """
All kinds together, and in how many of the frames without a label exactly one face was counted
and its gaze was measured.
"""
_HARD_FACES_NOTE: Final = """
Close photographs of single faces, plain and behind masks: the share in which at least one face
is counted.
Beside it, in the same pictures, YuNet (S. Yu et al., 2023) at 320x320 and a score of 0.6: it has no
landmark network that asks again whether a face is one.
"""


@dataclass(frozen=True)
class Played:
    """One clip under one condition: what was observed and found in it."""

    clip: Clip
    condition: str
    observations: tuple[Observation, ...]
    episodes: tuple[Episode, ...]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return its exit code."""
    options = _parser().parse_args(arguments)
    cv2.setNumThreads(1)
    try:
        detector = FrameDetector(BUILD_FOLDER)
    except ModelsMissingError as error:
        sys.stderr.write(f"accuracy: {error}\n")
        return 1
    recorded = recorded_clips()
    if not recorded:
        sys.stderr.write("accuracy: no recordings beside the project: own clips only\n")
    played = list(_play_all([*own_clips(), *recorded], detector, options.policy))
    text = write_report(
        played,
        models=detector.models,
        policy=options.policy,
        has_recordings=bool(recorded),
        hard_faces=measure_hard_faces(detector),
    )
    sys.stdout.write(text)
    options.output.write_text(text, encoding="utf-8")
    return 0


def play(clip: Clip, condition: str, detector: FrameDetector, policy: str) -> Played:
    """Send a clip through the detector in bundles, as uploads come, and judge it."""
    contents = [CONDITIONS[condition](picture) for picture in clip.pictures]
    observations: list[Observation] = []
    for bundle in uploads(contents, clip.times_ms):
        frames = bundle.frames
        observations += detector.detect([f.jpeg for f in frames], [f.captured_ms for f in frames])
    episodes = find_episodes(observations, PRESETS[policy])
    return Played(clip, condition, tuple(observations), tuple(episodes))


def uploads(contents: Sequence[bytes], times_ms: Sequence[int]) -> Iterator[Bundle]:
    """Bundle JPEG pictures as a page does: more while little changes, at once when much does."""
    bundler = Bundler(BundleLimits.by_cadence(max_frames=MAX_FRAMES, max_bytes=MAX_BYTES))
    watch = ChangeWatch()
    for content, captured_ms in zip(contents, times_ms, strict=True):
        changed = watch.see(thumbnail(decode_frame(content)))
        yield from bundler.add(Frame(captured_ms, content), changed=changed)
    yield from bundler.flush()


def write_report(
    played: Sequence[Played],
    *,
    models: str,
    policy: str,
    has_recordings: bool,
    hard_faces: Sequence[HardFaces],
) -> str:
    """Return the report as Markdown."""
    first = [one for one in played if one.condition == played[0].condition]
    minutes = sum(one.clip.times_ms[-1] - one.clip.times_ms[0] for one in first) / 60_000
    frames = sum(len(one.observations) for one in first)
    sources = "own clips and recordings" if has_recordings else "own clips; no recordings present"
    kinds = sorted(_kinds(played))
    head = f"""
# How well the invigilator sees

Written by `make accuracy` on {datetime.now(UTC):%Y-%m-%d}.
Networks `{models}`, policy `{policy}`, one frame a second.
{len(first)} clips of {minutes:.1f} minutes and {frames} frames in all ({sources}),
each under {len(CONDITIONS)} conditions.

{_EXPLANATION.strip()}
"""
    return "\n".join(
        [
            head.strip(),
            "\n## By kind\n",
            *_kind_table(played, kinds),
            "\n## By condition\n",
            _CONDITION_NOTE.strip(),
            "",
            *_condition_table(played, kinds),
            "\n## By kind and condition\n",
            "Episodes found of those labelled, and false ones after the plus.\n",
            *_episode_table(played, kinds),
            *_hard_face_section(hard_faces),
            "",
        ]
    )


def _play_all(clips: Iterable[Clip], detector: FrameDetector, policy: str) -> Iterable[Played]:
    listed = list(clips)
    for condition in CONDITIONS:
        sys.stderr.write(f"accuracy: {condition}\n")
        for clip in listed:
            yield play(clip, condition, detector, policy)


def _kinds(played: Iterable[Played]) -> set[str]:
    """Return every kind that was labelled or found."""
    return {
        str(kind)
        for one in played
        for kind in (*(s.kind for s in one.clip.spans), *(e.kind for e in one.episodes))
    }


def _score(played: Iterable[Played], kind: str) -> Score:
    return sum((score_clip(one.clip, one.episodes, kind) for one in played), Score())


def _kind_table(played: Sequence[Played], kinds: Sequence[str]) -> list[str]:
    as_is = [one for one in played if one.condition == played[0].condition]
    rows = []
    for label, chosen in ((played[0].condition, as_is), (_ALL, played)):
        for kind in kinds:
            score = _score(chosen, kind)
            rows.append(
                [kind, label, *_rates(score.frames), *_rates(score.episodes), _alarms(score)]
            )
    head = ["kind", "condition", *_rate_names()]
    return _table([*head, "false alarms an hour (95 %)"], rows)


def _condition_table(played: Sequence[Played], kinds: Sequence[str]) -> list[str]:
    rows = []
    for condition, chosen in _by_condition(played).items():
        total = sum((_score(chosen, kind) for kind in kinds), Score())
        calm = [o for one in chosen for o in _unlabelled(one)]
        one_face = sum(o.faces == 1 for o in calm) / len(calm)
        gaze = sum(o.face is not None and o.face.gaze_x is not None for o in calm) / len(calm)
        false_alarms = str(total.episodes.wrong)
        rows.append(
            [
                condition,
                *_rates(total.frames),
                *_rates(total.episodes),
                false_alarms,
                _share(one_face),
                _share(gaze),
            ]
        )
    return _table(["condition", *_rate_names(), "false alarms", "one face", "gaze"], rows)


def _episode_table(played: Sequence[Played], kinds: Sequence[str]) -> list[str]:
    conditions = _by_condition(played)
    rows = []
    for kind in kinds:
        cells = []
        for chosen in conditions.values():
            episodes = _score(chosen, kind).episodes
            cells.append(f"{episodes.right}/{episodes.right + episodes.missed} +{episodes.wrong}")
        rows.append([kind, *cells])
    return _table(["kind", *conditions], rows)


def _hard_face_section(hard_faces: Sequence[HardFaces]) -> list[str]:
    if not hard_faces:
        return []
    rows = [
        [
            one.kind,
            one.condition,
            str(one.pictures),
            _share(one.found / one.pictures),
            "not there" if one.yardstick is None else _share(one.yardstick / one.pictures),
        ]
        for one in hard_faces
    ]
    return [
        "\n## Faces that are hard to find\n",
        _HARD_FACES_NOTE.strip(),
        "",
        *_table(["faces", "condition", "pictures", "found", "YuNet"], rows),
    ]


def _by_condition(played: Sequence[Played]) -> Mapping[str, list[Played]]:
    groups: dict[str, list[Played]] = {}
    for one in played:
        groups.setdefault(one.condition, []).append(one)
    return groups


def _unlabelled(one: Played) -> list[Observation]:
    return [
        observation
        for observation in one.observations
        if not any(s.from_ms <= observation.captured_ms <= s.to_ms for s in one.clip.spans)
    ]


def _rate_names() -> list[str]:
    return [f"{name} by {unit}" for unit in ("frame", "episode") for name in _RATES]


def _rates(counts: Counts) -> list[str]:
    return [_share(rate) for rate in (counts.precision, counts.recall, counts.f1)]


def _share(rate: float | None) -> str:
    return "-" if rate is None else f"{rate:.2f}"


def _alarms(score: Score) -> str:
    rates = score.false_alarms_per_hour()
    if rates is None:
        return "-"
    rate, low, high = rates
    return f"{rate:.1f} ({low:.1f} to {high:.1f})"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    return [f"| {' | '.join(cells)} |" for cells in (head, ["---"] * len(head), *rows)]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m tests.accuracy.report",
        description="Measure precision, recall and false alarms on labelled clips.",
    )
    parser.add_argument("--policy", choices=sorted(PRESETS), default=DEFAULT_PRESET)
    parser.add_argument("--output", type=Path, default=REPORT, help="(%(default)s)")
    return parser


if __name__ == "__main__":
    sys.exit(main())
