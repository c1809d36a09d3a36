"""The ledger's rows. What a person decided stands in columns; what the program read stays in ``read``, untouched.

An item is in exactly one state; storing a move is compare-and-set on the old revision. Dates, moves, reports and
verifications are rows that are only ever added, so the first promise and every value stay visible.
"""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from duban.server.documents.models import Document, Version
from duban.server.people.models import Unit


class LedgerState(models.TextChoices):
    """Whether a ledger is being reviewed, runs, or has ended."""

    REVIEW = "review", "审核中"
    RUNNING = "running", "运行中"
    ENDED = "ended", "已结束"


class Ledger(models.Model):
    """A mechanism at work on one document.

    ``adopted`` is the mechanism as it was when adopted, with its answers: a later version of the file changes nothing.
    ``ticked_on`` is the day for which the clock has been through it; whatever may make returns due raises ``stirred``.
    """

    name = models.CharField(max_length=255)
    document = models.ForeignKey(Document, null=True, on_delete=models.PROTECT, related_name="ledgers")
    mechanism = models.CharField(max_length=16)
    mechanism_version = models.CharField(max_length=16)
    adopted = models.JSONField()
    state = models.CharField(max_length=8, choices=LedgerState.choices, default=LedgerState.REVIEW)
    owner = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="ledgers")
    ticked_on = models.DateField(null=True)
    stirred = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """Newest first."""

        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        return self.name


class Adoption(models.Model):
    """A mechanism taken into use by the office, with its questions answered; the newest of each mechanism holds."""

    mechanism = models.CharField(max_length=16, db_index=True)
    adopted = models.JSONField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """Newest first."""

        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        return self.mechanism


class Lamp(models.TextChoices):
    """How an item stands: a colour, a shape and a word."""

    GREEN = "green", "正常"
    YELLOW = "yellow", "临期"
    RED = "red", "逾期"
    GREY = "grey", "不计时"


class Item(models.Model):
    """One thing that somebody has to do.

    ``revision`` rises with every change (it is the ETag); ``key`` finds the item again when a corrected version of its
    document is imported. ``findings`` are what a careful reviewer would ask about; ``open_findings`` counts those that
    nobody has answered. ``entered_on`` is the day of the last move into its state, which a suspension leaves as it was;
    ``state_due`` is the last day on which it may stay there, where its mechanism has a limit.
    """

    ledger = models.ForeignKey(Ledger, on_delete=models.PROTECT, related_name="items")
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    key = models.CharField(max_length=128)
    ordinal = models.PositiveIntegerField()
    number = models.CharField(max_length=32, blank=True)
    title = models.CharField(max_length=500)
    text = models.TextField()
    section = models.CharField(max_length=500, blank=True)
    kind = models.CharField(max_length=16)
    version = models.ForeignKey(Version, null=True, on_delete=models.PROTECT, related_name="items")
    start = models.PositiveIntegerField(null=True)
    end = models.PositiveIntegerField(null=True)
    read = models.JSONField(default=dict)
    findings = models.JSONField(default=list)
    open_findings = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=24)
    state_before = models.CharField(max_length=24, blank=True)
    stage = models.CharField(max_length=32, blank=True)
    outcome = models.CharField(max_length=24, blank=True)
    revision = models.PositiveIntegerField(default=1)
    first_due = models.DateField(null=True)
    due = models.DateField(null=True)
    due_text = models.CharField(max_length=255, blank=True)
    ongoing = models.BooleanField(default=False)
    lamp = models.CharField(max_length=8, choices=Lamp.choices, default=Lamp.GREEN)
    lamp_reason = models.JSONField(default=dict)
    has_owner = models.BooleanField(default=False)
    has_measure = models.BooleanField(default=False)
    has_date = models.BooleanField(default=False)
    withdrawn = models.BooleanField(default=False)
    dispatched_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)
    entered_on = models.DateField(null=True)
    state_due = models.DateField(null=True)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        """Listed in the document's order, filtered by state, lamp and date.

        Indexes by date end in ``id``, as a list's order does: very many items are due on the last day of a year.
        """

        ordering: ClassVar = ["ledger_id", "ordinal"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["ledger", "key"], name="item_key"),
            models.CheckConstraint(
                condition=Q(start=None, end=None) | Q(end__gte=models.F("start")), name="item_span"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["ledger", "ordinal"]),
            models.Index(fields=["state", "due", "id"], name="item_state"),
            models.Index(fields=["lamp", "outcome", "due", "id"], name="item_lamp"),
            models.Index(fields=["due", "id"], name="item_due"),
            models.Index(fields=["changed_at"], name="item_changed"),
            models.Index(fields=["outcome", "due", "id"], name="item_outcome"),
            models.Index(fields=["ledger", "ordinal"], condition=Q(open_findings__gt=0), name="item_found"),
            models.Index(
                fields=["state_due", "id"], condition=Q(state_due__isnull=False), name="item_limited"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}".strip()


class Part(models.TextChoices):
    """What a unit is to an item."""

    LEAD = "lead", "牵头单位"
    SUPPORTING = "supporting", "配合单位"
    OVERSIGHT = "oversight", "督导单位"


class Assignment(models.Model):
    """A unit's part in an item, as written at its own place in the document.

    ``unit`` is None until it is resolved; a part that was handed over ends on a day and is not removed.
    """

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="assignments")
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="assignments")
    part = models.CharField(max_length=12, choices=Part.choices)
    written = models.CharField(max_length=128)
    position = models.PositiveIntegerField(default=0)
    start = models.PositiveIntegerField(null=True)
    end = models.PositiveIntegerField(null=True)
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        """As written, leads first."""

        ordering: ClassVar = ["item_id", "part", "position", "id"]
        indexes: ClassVar = [
            models.Index(fields=["unit", "part", "item"]),
            models.Index(fields=["unit", "item", "part"], condition=Q(until=None), name="assigned_today"),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} {self.part} {self.written}"


class DueDate(models.Model):
    """A date that was promised: the first from the document, later ones by extension. Only ever added."""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="due_dates")
    ordinal = models.PositiveIntegerField()
    date = models.DateField(null=True)
    kind = models.CharField(max_length=12)
    text = models.CharField(max_length=255, blank=True)
    origin = models.CharField(max_length=12)
    working = models.JSONField(default=dict)
    start = models.PositiveIntegerField(null=True)
    end = models.PositiveIntegerField(null=True)
    set_at = models.DateTimeField()

    class Meta:
        """In the order they were promised."""

        ordering: ClassVar = ["item_id", "ordinal"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["item", "ordinal"], name="due_ordinal")]

    def __str__(self) -> str:
        return f"{self.item_id} {self.date}"


class Target(models.Model):
    """What is to be reached, as a number; what was reported and verified stands in :class:`Value`."""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="targets")
    position = models.PositiveIntegerField()
    indicator = models.CharField(max_length=255)
    comparator = models.CharField(max_length=8)
    value = models.DecimalField(max_digits=24, decimal_places=6)
    high = models.DecimalField(max_digits=24, decimal_places=6, null=True)
    unit = models.CharField(max_length=32, blank=True)
    change = models.CharField(max_length=16)
    due = models.DateField(null=True)
    text = models.CharField(max_length=500)
    start = models.PositiveIntegerField(null=True)
    end = models.PositiveIntegerField(null=True)
    read = models.JSONField(default=dict)

    class Meta:
        """As written."""

        ordering: ClassVar = ["item_id", "position"]

    def __str__(self) -> str:
        return f"{self.indicator} {self.comparator} {self.value} {self.unit}"


class Correction(models.Model):
    """A reviewer's decision about one field: what the program had read, what the person decided, and its quote.

    None is nothing: a target that was added had not been read, one that was removed is decided away.
    """

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="corrections")
    field = models.CharField(max_length=64)
    read = models.JSONField(null=True)
    decided = models.JSONField(null=True)
    start = models.PositiveIntegerField(null=True)
    end = models.PositiveIntegerField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """In the order they were made."""

        ordering: ClassVar = ["item_id", "id"]

    def __str__(self) -> str:
        return f"{self.item_id} {self.field}"


class Answer(models.TextChoices):
    """What somebody says about a finding; the last one holds, and ``reopened`` takes the one before it back."""

    CORRECTED = "corrected", "已更正"
    NO_DEFECT = "no_defect", "不是问题"
    LATER = "later", "另行解决"
    REOPENED = "reopened", "重新打开"


class FindingAnswer(models.Model):
    """What a reviewer decided about a finding, of an item or of the document as a whole. Only ever added.

    ``key`` finds the finding again when it is read anew at another place; ``finding`` is what it said when decided.
    """

    ledger = models.ForeignKey(Ledger, on_delete=models.PROTECT, related_name="finding_answers")
    item = models.ForeignKey(Item, null=True, on_delete=models.PROTECT, related_name="finding_answers")
    key = models.CharField(max_length=64)
    finding = models.JSONField()
    answer = models.CharField(max_length=12, choices=Answer.choices)
    note = models.CharField(max_length=255, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """In the order they were given."""

        ordering: ClassVar = ["id"]
        indexes: ClassVar = [
            models.Index(fields=["ledger", "id"], condition=Q(item=None), name="finding_general")
        ]

    def __str__(self) -> str:
        return f"{self.item_id} {self.key} {self.answer}"


class Move(models.Model):
    """One move of an item through the loop: old state, new state, who for which unit, why, with what in hand.

    ``event`` is the number of its event in the log; it is empty only inside the transaction that makes both.
    """

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="moves")
    move = models.CharField(max_length=32)
    from_state = models.CharField(max_length=24)
    to_state = models.CharField(max_length=24)
    part = models.CharField(max_length=16)
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=128)
    at = models.DateTimeField()
    reason = models.TextField(blank=True)
    marks = models.JSONField(default=list)
    revision = models.PositiveIntegerField()
    event = models.BigIntegerField(unique=True, null=True)
    undone_by = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="undoes")

    class Meta:
        """One move for each revision it led to: the database itself refuses a second one."""

        ordering: ClassVar = ["item_id", "id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["item", "revision"], name="move_revision")]

    def __str__(self) -> str:
        return f"{self.item_id} {self.move}"


class Duty(models.Model):
    """A return that falls due in a period; made once by the clock, filed once, with a nil return where nothing was.

    ``kind`` is the key of the mechanism's cadence.
    """

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="duties")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="duties")
    kind = models.CharField(max_length=48)
    period = models.CharField(max_length=16)
    start = models.DateField()
    end = models.DateField()
    due = models.DateField()
    grace_until = models.DateField()
    filed_at = models.DateTimeField(null=True)
    nil = models.BooleanField(default=False)
    late = models.BooleanField(default=False)

    class Meta:
        """Once for each unit, item, kind and period."""

        ordering: ClassVar = ["due", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["item", "unit", "kind", "period"], name="duty_once")
        ]
        indexes: ClassVar = [
            models.Index(fields=["unit", "filed_at", "due"]),
            models.Index(fields=["grace_until"], condition=Q(filed_at=None), name="duty_owed"),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} {self.unit_id} {self.period}"


class Report(models.Model):
    """What a unit says it did; ``move`` is the report or the claim that carried it."""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="reports")
    move = models.OneToOneField(Move, on_delete=models.PROTECT, related_name="report")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="reports")
    duty = models.OneToOneField(Duty, null=True, on_delete=models.PROTECT, related_name="report")
    done = models.TextField()
    problems = models.TextField(blank=True)
    next_steps = models.TextField(blank=True)
    institution = models.CharField(max_length=255, blank=True)
    at = models.DateTimeField()

    class Meta:
        """Newest last."""

        ordering: ClassVar = ["item_id", "id"]

    def __str__(self) -> str:
        return f"{self.item_id} {self.at:%Y-%m-%d}"


class Verification(models.Model):
    """What somebody other than the doer found."""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="verifications")
    move = models.OneToOneField(Move, on_delete=models.PROTECT, related_name="verification")
    claim = models.ForeignKey(Move, on_delete=models.PROTECT, related_name="verifications")
    checker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    round = models.PositiveSmallIntegerField()
    method = models.CharField(max_length=32)
    finding = models.TextField()
    accepted = models.BooleanField()
    at = models.DateTimeField()

    class Meta:
        """In the order they were made."""

        ordering: ClassVar = ["item_id", "id"]

    def __str__(self) -> str:
        return f"{self.item_id} {'+' if self.accepted else '-'}"


class Value(models.Model):
    """What was reported for a target, and what a verification found; both are kept."""

    target = models.ForeignKey(Target, on_delete=models.PROTECT, related_name="values")
    report = models.ForeignKey(Report, null=True, on_delete=models.PROTECT, related_name="values")
    verification = models.ForeignKey(Verification, null=True, on_delete=models.PROTECT, related_name="values")
    value = models.DecimalField(max_digits=24, decimal_places=6)
    as_of = models.DateField()

    class Meta:
        """Either reported or verified, never both in one row."""

        ordering: ClassVar = ["target_id", "as_of", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(report=None, verification__isnull=False)
                | Q(report__isnull=False, verification=None),
                name="value_origin",
            )
        ]

    def __str__(self) -> str:
        return f"{self.target_id} {self.value}"


class Evidence(models.Model):
    """A file that proves something; its bytes stand in the store under ``digest``, once however often it is used."""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="evidence")
    move = models.ForeignKey(Move, on_delete=models.PROTECT, related_name="evidence")
    report = models.ForeignKey(Report, null=True, on_delete=models.PROTECT, related_name="evidence")
    verification = models.ForeignKey(
        Verification, null=True, on_delete=models.PROTECT, related_name="evidence"
    )
    digest = models.CharField(max_length=64, db_index=True)
    name = models.CharField(max_length=255)
    media_type = models.CharField(max_length=128)
    size = models.PositiveBigIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """In the order they came."""

        ordering: ClassVar = ["item_id", "id"]
        verbose_name_plural = "evidence"

    def __str__(self) -> str:
        return self.name


class Extension(models.Model):
    """A request for more time: asked before the date, or marked late."""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="extensions")
    asked = models.OneToOneField(Move, on_delete=models.PROTECT, related_name="extension_asked")
    decided = models.OneToOneField(
        Move, null=True, on_delete=models.PROTECT, related_name="extension_decided"
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    until = models.DateField()
    late = models.BooleanField()
    granted = models.BooleanField(null=True)

    class Meta:
        """One open request an item."""

        ordering: ClassVar = ["item_id", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["item"], condition=Q(granted=None), name="extension_open")
        ]

    def __str__(self) -> str:
        return f"{self.item_id} → {self.until}"


class Pause(models.Model):
    """A stretch in which the clock stood still, from ``since`` up to, not including, ``until``, the day it ran again.

    ``expected`` is the day on which it was meant to be taken up again when it was suspended.
    """

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="pauses")
    since = models.DateField()
    until = models.DateField(null=True)
    expected = models.DateField(null=True)
    reason = models.TextField()

    class Meta:
        """One open pause an item."""

        ordering: ClassVar = ["item_id", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["item"], condition=Q(until=None), name="pause_open")
        ]

    def __str__(self) -> str:
        return f"{self.item_id} {self.since}"


class SavedView(models.Model):
    """A list's filters and columns under a name, as the address's query."""

    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_views"
    )
    name = models.CharField(max_length=64)
    query = models.TextField()

    class Meta:
        """A person's names are the person's own."""

        ordering: ClassVar = ["name"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["account", "name"], name="view_name")]

    def __str__(self) -> str:
        return self.name
