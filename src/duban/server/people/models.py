"""Units in a tree, the names they go by, and accounts with dated posts. Nothing is deleted: things end on a day."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Level(models.TextChoices):
    """Where in the administration a unit stands."""

    CITY = "city", _("市")
    DISTRICT = "district", _("区")
    TOWN = "town", _("镇街")
    COMMUNITY = "community", _("村社区")
    DEPARTMENT = "department", _("部门")
    OTHER = "other", _("其他")


class Role(models.TextChoices):
    """What a post lets its holder do; ``administrator``, ``security`` and ``auditor`` are never one person."""

    SUPERVISOR = "supervisor", _("督查人员")
    LIAISON = "liaison", _("单位联络员")
    VERIFIER = "verifier", _("核查人员")
    LEADER = "leader", _("领导")
    ADMINISTRATOR = "administrator", _("系统管理员")
    SECURITY = "security", _("安全管理员")
    AUDITOR = "auditor", _("审计员")


class Account(AbstractUser):
    """A person who logs in. What the person may do comes from posts, never from flags here."""

    first_name = None  # type: ignore[assignment] # Django's way of leaving a field out
    last_name = None  # type: ignore[assignment]
    name = models.CharField("姓名", max_length=64)
    must_change_password = models.BooleanField(default=False)
    large_text = models.BooleanField(default=False)
    language = models.CharField(max_length=8, blank=True)
    mail_digest = models.BooleanField(default=True)

    REQUIRED_FIELDS: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name or self.username

    def get_full_name(self) -> str:
        """The name as the office writes it."""
        return self.name


class Unit(models.Model):
    """An organ, town, community or department. ``path`` is ``/1/7/42/``: its ancestors' ids and its own."""

    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    name = models.CharField(max_length=128, unique=True)
    short = models.CharField(max_length=64, blank=True)
    code = models.CharField(max_length=32, blank=True)
    level = models.CharField(max_length=16, choices=Level.choices)
    position = models.PositiveIntegerField(default=0)
    path = models.CharField(max_length=255, db_index=True)
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)

    class Meta:
        """A unit's life ends after it begins; codes, where given, are unique."""

        ordering: ClassVar = ["position", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(since=None) | Q(until=None) | Q(until__gte=F("since")), name="unit_life"
            ),
            models.UniqueConstraint(fields=["code"], condition=~Q(code=""), name="unit_code"),
        ]

    def __str__(self) -> str:
        return self.name


class Alias(models.Model):
    """Another way documents write a unit. One way of writing means one unit, once for all."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="aliases")
    written = models.CharField(max_length=128, unique=True)

    def __str__(self) -> str:
        return f"{self.written} → {self.unit_id}"


class Collective(models.Model):
    """A name for several units (各街道), whoever they are on a day."""

    written = models.CharField(max_length=128, unique=True)

    def __str__(self) -> str:
        return self.written


class CollectiveMember(models.Model):
    """A unit that belongs to a collective name from a day until a day, both included; None is open."""

    collective = models.ForeignKey(Collective, on_delete=models.PROTECT, related_name="members")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="collectives")
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)

    class Meta:
        """Membership ends after it begins."""

        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(since=None) | Q(until=None) | Q(until__gte=F("since")), name="member_life"
            ),
            models.UniqueConstraint(fields=["collective", "unit", "since"], name="member_once"),
        ]

    def __str__(self) -> str:
        return f"{self.collective_id}: {self.unit_id}"


class Post(models.Model):
    """An account's role in a unit from a day until a day, both included; None is open."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="posts")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="posts")
    role = models.CharField(max_length=16, choices=Role.choices)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        """A post ends after it begins; the same post is not held twice at once."""

        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=F("since")), name="post_life"),
            models.UniqueConstraint(
                fields=["account", "unit", "role"], condition=Q(until=None), name="post_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account_id} {self.role} {self.unit_id}"
