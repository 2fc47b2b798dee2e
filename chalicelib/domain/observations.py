"""What the detector saw in one frame: signals with units, never a verdict."""

from __future__ import annotations

from dataclasses import dataclass, field

from chalicelib.domain.frame_uploads import SUFFIX, upload_prefix


@dataclass(frozen=True, slots=True, order=True)
class Box:
    """A rectangle in fractions of the picture, 0..1 from its left upper corner."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True, order=True)
class MainFace:
    """The student's face: the largest and most central one in the frame.

    Angles are in degrees.  Left and right are the student's own.
    """

    box: Box
    score: float
    """The face detector's confidence, 0..1."""
    yaw: float | None = None
    """Head turn; positive towards the student's own left."""
    pitch: float | None = None
    """Head nod; positive upwards."""
    roll: float | None = None
    """Head tilt; positive towards the student's own left shoulder."""
    gaze_x: float | None = None
    """Iris within the eye opening, -1..1; positive to the student's own left."""
    gaze_y: float | None = None
    """Iris within the eye opening, -1..1; positive upwards."""
    mouth: float | None = None
    """Mouth opening: lip distance over mouth width; 0 is closed."""


@dataclass(frozen=True, slots=True, order=True)
class SeenObject:
    """A thing found in the frame."""

    kind: str
    """``phone``, ``book``, ``laptop``, ``person`` or ``screen``."""
    score: float
    box: Box


@dataclass(frozen=True, slots=True, order=True)
class Scene:
    """What holds for the picture as a whole."""

    brightness: float
    """Mean luma, 0 (black) to 1 (white)."""
    sharpness: float
    """Variance of the Laplacian of the luma at 160 pixels width; near 0 is a covered lens."""
    frozen: bool
    """Whether the picture is near-identical to the frame before."""
    contrast: float | None = None
    """Standard deviation of the luma, 0 (one shade) to 0.5; under 0.05 next to nothing can
    be made out: a covered lens, fog, or a room too dark for the camera."""
    perceptual_hash: str | None = None
    """256 bits as 64 hexadecimal digits, one for each way that brightness steps across the
    picture.  Few differ between encodings of one picture, many between moments of a living
    room (``functions.detect_frames.scene``): a feed that stands still or comes again shows
    across bundles."""


@dataclass(frozen=True, slots=True)
class Observation:
    """Everything seen in one frame.

    ``faces`` is None when the frame could not be analysed; ``reason`` then says why.
    """

    captured_ms: int
    """Milliseconds since the epoch, server time (in a recording: since its start)."""
    faces: int | None
    face: MainFace | None = None
    objects: tuple[SeenObject, ...] | None = ()
    """Things and persons; None: not looked for in this frame."""
    scene: Scene | None = None
    reason: str | None = None
    """Why something here is unknown, as a stable name such as ``truncated``.  With a face
    count it says why the main face has no gaze: ``head_turned`` (past 45 degrees),
    ``eyes_closed``, or ``pose_unclear`` (no pose either)."""
    unlikeness: float | None = None
    """How unlike the face at the start the only face is (``chalicelib.domain.likeness``); None:
    not compared, as always where the installation has no network for it."""
    others: tuple[Box, ...] = ()
    """The other faces, best first, at most 7, of a room's camera 15: by their size a policy tells
    a person beside the student from one far behind."""


@dataclass(frozen=True, slots=True)
class ObservationBundle:
    """The observations of one upload, as they are stored: one record a bundle."""

    attempt_id: str
    bundle: str
    """``FrameKey.bundle`` of the upload."""
    observations: tuple[Observation, ...]
    models: str
    """The versions of the networks that looked, for example ``faces-1+landmarks-1``."""
    digest: bytes | None = None
    """Over all pictures (``frame_chain.upload_digest``), so that other ones under the same key are
    noticed; None: stored before such were kept."""
    seen_ms: int | None = field(default=None, compare=False)
    """When it was stored, in milliseconds since the epoch: the store says so."""

    @property
    def key(self) -> str:
        """The object key of the upload."""
        return f"{upload_prefix(self.attempt_id)}{self.bundle}{SUFFIX}"
