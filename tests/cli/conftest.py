import pytest
from desk import Desk
from stories import LATER, STORY


@pytest.fixture
def contested(desk: Desk) -> Desk:
    """A desk with the contested story of stories.py read, and not yet linked."""
    desk.json("read", desk.file("story.jsonl", "\n".join((*STORY, *LATER))), "--json")
    return desk
