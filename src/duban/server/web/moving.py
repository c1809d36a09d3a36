"""The form of a move, made from what the loop asks for: no page knows which move wants what."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.translation import get_language, gettext, gettext_lazy

from duban.governing.lifecycle import Ask, Kind
from duban.server.ledger.actions import Handed, Upload
from duban.server.people.resolving import Outcome, directory
from duban.server.web import wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.utils.safestring import SafeString

    from duban.governing.lifecycle import ClosureTest, Move
    from duban.server.ledger.models import Target

REPORTING = frozenset({Kind.REPORT, Kind.CLAIM})
CHECKING = frozenset({Kind.VERIFY, Kind.REJECT})
WAIVABLE = "measurable_or_waived"
METHODS = (
    ("site", gettext_lazy("现场查看")),
    ("papers", gettext_lazy("查阅资料")),
    ("talk", gettext_lazy("走访座谈")),
    ("data", gettext_lazy("数据比对")),
)
#: As many characters as anybody needs; a longer account belongs into a file.
LONGEST = 5000


class FilesInput(forms.ClearableFileInput):
    """Several files at once."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files, or none."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Each file by itself."""
        given = data if isinstance(data, list | tuple) else [data] if data else []
        if not given and self.required:
            raise ValidationError(self.error_messages["required"], code="required")
        return [super(FilesField, self).clean(one, initial) for one in given]


@dataclass(frozen=True, slots=True)
class About:
    """What a form must know beside its move: the item's targets, the loop's tests of closure, a return it is for."""

    targets: Sequence[tuple[Target, str]] = ()
    tests: Sequence[ClosureTest] = ()
    duty: int | None = None
    waivable: bool = False


class MoveForm(forms.Form):
    """What one move asks for (required) and takes (free), in the words of what it does."""

    error_css_class = "error"
    template_name = "web/parts/fields.html"
    default: ClassVar[About] = About()

    def __init__(
        self, move: Move, about: About, data: Any = None, files: Any = None, only: Ask | None = None
    ) -> None:
        super().__init__(data, files, auto_id=f"{move.id}-%s", use_required_attribute=True)
        self.move, self.about = move, about
        for ask in (only,) if only else (*move.asks, *move.takes):
            for name, field in _fields(ask, move, about):
                field.required = field.required and ask in move.asks
                self.fields[name] = field
        if about.waivable and not only and WAIVABLE in move.guards:
            self.fields["waive"] = forms.BooleanField(
                label=gettext("事项无法量化，仍予交办（会记录在案）"), required=False
            )

    def clean_units(self) -> tuple[int, ...]:
        """Names, parted by commas or lines, as units."""
        written = [name for line in self.cleaned_data["units"].splitlines() for name in _names(line)]
        names = directory(timezone.localdate()) if written else None
        found: list[int] = []
        for name in written:
            meant = names.resolve(name) if names else None
            if meant is None or meant.outcome not in {Outcome.UNIT, Outcome.COLLECTIVE}:
                alike = "、".join(other.unit.shown for other in meant.suggestions) if meant else ""
                hint = gettext("；是不是：%(names)s") % {"names": alike} if alike else ""
                raise ValidationError(gettext("没有叫“%(name)s”的单位") % {"name": name} + hint)
            found += [unit.id for unit in meant.units]
        return tuple(dict.fromkeys(found))

    def handed(self) -> Handed:
        """What was filled in, for the action."""
        given = self.cleaned_data
        values = {
            target.pk: given[f"value-{target.pk}"]
            for target, _ in self.about.targets
            if given.get(f"value-{target.pk}") is not None
        }
        units = given.get("units", ())
        return Handed(
            reason=given.get("reason", ""),
            statement=given.get("statement", ""),
            done=given.get("done", ""),
            problems=given.get("problems", ""),
            next_steps=given.get("next_steps", ""),
            institution=given.get("institution", ""),
            until=given.get("until"),
            values=values,
            evidence=tuple(Upload(file.name, file.read()) for file in given.get("evidence", ())),
            unit=units[0] if len(units) == 1 else None,
            units=units if len(units) > 1 else (),
            method=given.get("method", ""),
            finding=given.get("finding", ""),
            tests=frozenset(given.get("tests", ())),
            waive=given.get("waive", False),
            duty=self.about.duty,
        )


def blank(move: Move, about: About) -> SafeString:
    """The fields of a move's form that nobody has filled in yet, as the form itself shows them.

    What a move asks for looks alike on every page, but for the values of an item's targets, and is made once.
    """
    if about.waivable and WAIVABLE in move.guards:
        return MoveForm(move, about).render()
    language, tests = get_language(), tuple(about.tests)
    pieces = [
        MoveForm(move, about, only=ask).render() if ask is Ask.VALUES else _alike(language, move, ask, tests)
        for ask in (*move.asks, *move.takes)
        if ask is not Ask.VALUES or about.targets
    ]
    return format_html_join("", "{}", ((piece,) for piece in pieces))


@lru_cache(maxsize=2048)
def _alike(language: str, move: Move, ask: Ask, tests: tuple[ClosureTest, ...]) -> SafeString:  # noqa: ARG001 - the language is part of the key
    return MoveForm(move, About(tests=tests), only=ask).render()


def _names(line: str) -> Iterable[str]:
    for mark in "，,、；;":
        line = line.replace(mark, "\n")
    return (name.strip() for name in line.split("\n") if name.strip())


def _text(label: str, *, rows: int = 3, required: bool = True, help_text: str = "") -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(
        label=label, widget=widget, max_length=LONGEST, required=required, help_text=help_text
    )


def _fields(ask: Ask, move: Move, about: About) -> list[tuple[str, forms.Field]]:  # noqa: PLR0911 - one for each ask
    """The fields in which an actor hands in one thing."""
    match ask:
        case Ask.REASON:
            return [("reason", _text(gettext("理由")))]
        case Ask.STATEMENT:
            return _statement(move)
        case Ask.EVIDENCE:
            hint = gettext("可一次选多个文件；照片、扫描件、表格均可")
            return [("evidence", FilesField(label=gettext("佐证材料"), help_text=hint))]
        case Ask.VALUES:
            return [(f"value-{target.pk}", _value(target, last)) for target, last in about.targets]
        case Ask.UNTIL:
            date = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
            return [("until", forms.DateField(label=_until(move), widget=date))]
        case Ask.UNIT:
            hint = gettext("写单位名称或简称，多个用顿号隔开")
            field = forms.CharField(label=gettext("单位"), max_length=LONGEST, help_text=hint)
            field.widget.attrs.update({"list": "unit-names", "class": "wide"})
            return [("units", field)]
        case Ask.TESTS:
            choices = [(test.id, wording.said(test)) for test in about.tests]
            widget = forms.CheckboxSelectMultiple()
            return [
                (
                    "tests",
                    forms.MultipleChoiceField(label=gettext("逐条确认"), choices=choices, widget=widget),
                )
            ]
        case Ask.INSTITUTION:
            hint = gettext("写明文件名称，没有则留空")
            return [
                ("institution", forms.CharField(label=gettext("形成的制度"), max_length=255, help_text=hint))
            ]


def _statement(move: Move) -> list[tuple[str, forms.Field]]:
    if move.kind in REPORTING:
        return [
            ("done", _text(gettext("做了什么"), rows=4, help_text=gettext("写事实和结果，不写意义"))),
            ("problems", _text(gettext("存在问题"), rows=2, required=False)),
            ("next_steps", _text(gettext("下一步"), rows=2, required=False)),
        ]
    if move.kind in CHECKING:
        method = forms.ChoiceField(label=gettext("核查方式"), choices=METHODS)
        return [("method", method), ("finding", _text(gettext("核查情况")))]
    return [("statement", _text(gettext("说明"), rows=2))]


def _value(target: Target, last: str) -> forms.Field:
    label = f"{target.indicator or target.text}" + (f"（{target.unit}）" if target.unit else "")
    hint = "；".join(filter(None, (gettext("目标：%(text)s") % {"text": target.text}, last)))
    field = forms.DecimalField(label=label, max_digits=24, decimal_places=6, help_text=hint, required=False)
    field.widget.attrs.update({"class": "number", "step": "any"})
    return field


def _until(move: Move) -> str:
    match move.kind:
        case Kind.ASK_EXTENSION:
            return gettext("申请延至")
        case Kind.GRANT_EXTENSION:
            return gettext("同意延至")
        case Kind.SUSPEND:
            return gettext("缓办至")
        case _:
            return gettext("日期")
