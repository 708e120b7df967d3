"""Questions about links, where each run found them, and what people answered.

What a run asks is written while pages go on showing what the run before asked; the row in ``Enlistment`` turns all of
them over at once. See docs/adr/0016.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models

from huitoukan.core.access.scope import AreaScoped
from huitoukan.domain.linkage_review.enums import Likeness, QuestionState


class Enlistment(models.Model):
    """The questions of a run are there, whole. Pages show those of the newest."""

    run = models.BigIntegerField(unique=True)
    at = models.DateTimeField(auto_now_add=True)


class Question(models.Model):
    """Who is this row about? The same question from run to run, known by the fingerprint of the row."""

    kind = models.CharField(max_length=60)
    mark = models.CharField(max_length=16)
    file = models.CharField(max_length=280, blank=True)
    """With sheet and row where it stands, as the engine names it, when the fingerprint alone does not tell it from
    others; else blank."""
    sheet = models.CharField(max_length=120, blank=True)
    row = models.IntegerField(default=0)
    state = models.CharField(max_length=10, choices=QuestionState.choices, default=QuestionState.OPEN)
    turn = models.PositiveSmallIntegerField(default=1)
    """One more each time that it is asked again, because a new candidate has turned up."""
    wants_two = models.BooleanField(default=False)
    """Whether this turn takes two people."""

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("kind", "mark", "file", "sheet", "row"), name="one_question_a_row"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.mark}"


class Asking(AreaScoped, models.Model):
    """A question as one run found it: the row, and with it its candidates."""

    scope_codes = ("area_code",)

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="askings")
    run = models.BigIntegerField()
    is_undecided = models.BooleanField()
    """Whether the run left it to a person; otherwise it was decided, and the row is still on the list."""
    area_code = models.CharField(max_length=14)
    """The narrowest area that holds all candidates: who sees the question sees them."""
    origin = models.BigIntegerField(null=True)
    """The import that brought the row."""
    file = models.CharField(max_length=260)
    sheet = models.CharField(max_length=120)
    row = models.IntegerField()
    count = models.IntegerField()
    """Rows of the list that say the same of who they are about."""
    list_title = models.CharField(max_length=60)
    name = models.CharField(max_length=120, blank=True)
    record = models.JSONField(default=dict)
    """What the row says, by the names of ``reviews.COMPARED``."""
    is_close = models.BooleanField()
    """The first two candidates are hardly to be told apart: two people look."""

    class Meta:
        ordering = ("area_code", "pk")
        constraints = (models.UniqueConstraint(fields=("question", "run"), name="asked_once_a_run"),)
        indexes = (models.Index(fields=("run", "area_code", "id"), name="askings_of_run"),)

    def __str__(self) -> str:
        return f"{self.list_title} · {self.row}"


class Candidate(models.Model):
    """Somebody whom the row might be about."""

    asking = models.ForeignKey(Asking, on_delete=models.CASCADE, related_name="candidates")
    rank = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=450)
    """A person number, or where the row of the roster stands."""
    mark = models.CharField(max_length=16)
    record = models.JSONField(default=dict)
    differs = models.JSONField(default=list)
    """The names of what both say, and not the same."""
    likeness = models.CharField(max_length=10, choices=Likeness.choices)
    score = models.FloatField(null=True)
    evidence = models.TextField(blank=True)
    """As the engine says it, in Chinese."""

    class Meta:
        ordering = ("rank", "pk")

    @property
    def who(self) -> list[str]:
        """What tells the candidate from others, in this run and the next: key and fingerprint."""
        return [self.key, self.mark]


class Answer(models.Model):
    """What one person says: the row is about this candidate, or about none of those shown."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="answers")
    turn = models.PositiveSmallIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    chosen = models.JSONField(null=True)
    """The candidate's ``who``; None: none of them."""
    shown = models.JSONField(default=list)
    """The ``who`` of all candidates that were to be seen."""
    is_ruling = models.BooleanField(default=False)
    """The word of the third person, which counts alone."""
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("turn", "pk")
        constraints = (models.UniqueConstraint(fields=("question", "turn", "by"), name="one_answer_each"),)


class Postponement(models.Model):
    """Somebody will look at a question later: it goes to the end of their own queue."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("question", "by"), name="one_postponement_each"),)
