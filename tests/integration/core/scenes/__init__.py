"""Every route's scene: what must be there before it is called, and the call."""

from __future__ import annotations

from tests.integration.core.scenes.accounts import AccountScenes
from tests.integration.core.scenes.exams import ExamScenes
from tests.integration.core.scenes.personal_data import PersonalDataScenes
from tests.integration.core.scenes.questions import QuestionScenes
from tests.integration.core.scenes.results import ResultScenes
from tests.integration.core.scenes.reviewing import ReviewingScenes
from tests.integration.core.scenes.stage import Send
from tests.integration.core.scenes.taking import TakingScenes
from tests.integration.core.scenes.watching import WatchingScenes


class Scene(
    AccountScenes,
    ExamScenes,
    QuestionScenes,
    TakingScenes,
    WatchingScenes,
    ReviewingScenes,
    ResultScenes,
    PersonalDataScenes,
):
    """The scenes of all subjects."""

    def prepare(self, name: str) -> Send:
        """Set the scene for a route; return what calls it."""
        prepared: Send = getattr(self, f"_{name}")()
        return prepared
