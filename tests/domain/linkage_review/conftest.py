"""Questions about links to answer."""

from tests.link_questions import first, fresh, judge, review

__all__ = ["first", "fresh", "judge", "review"]
