"""The page of the mechanisms: one section each, in the order of their ids."""

from __future__ import annotations

from typing import TYPE_CHECKING

from duban.governing.lifecycle import NAMES
from duban.mechanisms.reference.figures import judged_by
from duban.mechanisms.reference.words import POST_FIELD, in_language, listed, said, table
from duban.mechanisms.wording import Open

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from duban.mechanisms.form import Example, Fact, Mechanism, Rung
    from duban.mechanisms.loops import MoveChange
    from duban.mechanisms.wording import Language, Words


def mechanisms_page(mechanisms: Mapping[str, Mechanism], language: Language) -> str:
    """All mechanisms."""
    lines = [
        f"# {said('mechanisms', language)}",
        "",
        f"{said('generated', language)}`python docs/reference_pages.py`",
        "",
        said("mechanisms_note", language),
        "",
    ]
    lines += [
        f"- [{mechanism.id} {mechanism.name.text(language)}](#{mechanism.id.lower()})"
        for mechanism in mechanisms.values()
    ]
    for mechanism in mechanisms.values():
        lines += ["", *section(mechanism, language)]
    return "\n".join(lines).rstrip() + "\n"


def section(mechanism: Mechanism, language: Language) -> list[str]:
    """What one file says."""
    about = [
        f"{said('archetype', language)} `{mechanism.archetype}`",
        f"{said('version', language)} {mechanism.version}",
    ]
    if mechanism.catalogue:
        about.append(f"{said('catalogue', language)} {mechanism.catalogue} {mechanism.tier or ''}".rstrip())
    parts = (
        _facts,
        _shape,
        _fields,
        _roles,
        _cadences,
        judged_by,
        _ladder,
        _told,
        _changes,
        _questions,
        _examples,
    )
    lines = [
        f'<a id="{mechanism.id.lower()}"></a>',
        "",
        f"## {mechanism.id} {mechanism.name.text(language)}",
        "",
        " · ".join(about),
        "",
        mechanism.purpose.text(language),
        "",
    ]
    for part in parts:
        lines += part(mechanism, language)
    return lines


def _headed(heading: str, language: Language, lines: Iterator[str]) -> Iterator[str]:
    """A heading over what there is; none over nothing."""
    body = list(lines)
    if body:
        yield from (f"**{said(heading, language)}**", "", *body)


def _facts(mechanism: Mechanism, language: Language) -> Iterator[str]:
    heads = [said(key, language) for key in ("fact", "figures", "seeds")]
    rows = ([fact.text(language), _figures(fact), " ".join(fact.seeds)] for fact in mechanism.facts.values())
    yield from _headed("facts", language, table(heads, rows))


def _figures(fact: Fact | Example) -> str:
    dates = getattr(fact, "dates", {})
    return ", ".join(f"{key} {value}" for key, value in {**fact.figures, **dates}.items())


def _shape(mechanism: Mechanism, language: Language) -> Iterator[str]:
    names = (
        f"**{level.text(language)}**" if level.item else level.text(language)
        for level in mechanism.levels.values()
    )
    yield from (f"{said('levels', language)}: {' · '.join(names)}", "")
    if mechanism.lists:
        lists = " · ".join(_open(listing.name, language) for listing in mechanism.lists.values())
        yield from (f"{said('lists', language)}: {lists}", "")
    if mechanism.stages:
        stages = " → ".join(stage.text(language) for stage in mechanism.stages.each.values())
        sums = said("exclusive", language) if mechanism.stages.exclusive else ""
        yield from (f"{said('stages', language)}: {stages} {sums}".rstrip(), "")
    for rule in mechanism.inclusion.values():
        bound = f"{rule.field} {said(rule.comparator, language)} {rule.value:,} {rule.unit}"
        yield f"{said('inclusion', language)}: {rule.text(language)} ({bound})"
        yield ""
    for ratio in mechanism.ratios.values():
        sides = f"{ratio.numerator.text(language)} / {ratio.denominator.text(language)}"
        yield from (f"{said('ratios', language)}: {ratio.text(language)} = {sides}", "")


def _open(value: Words | Open, language: Language) -> str:
    return f"{said('asked', language)} (`{value.ask}`)" if isinstance(value, Open) else value.text(language)


def _fields(mechanism: Mechanism, language: Language) -> Iterator[str]:
    heads = [said(key, language) for key in ("field", "type", "required")]
    rows = (
        [field.text(language), _type(field.type, language), said("yes", language) if field.required else ""]
        for field in mechanism.fields.values()
    )
    yield from _headed("fields", language, table(heads, rows))


def _type(key: str, language: Language) -> str:
    return in_language(POST_FIELD, language) if key == "post" else said(key, language)


def _roles(mechanism: Mechanism, language: Language) -> Iterator[str]:
    heads = [said(key, language) for key in ("role", "part", "body")]
    rows = (
        [role.text(language), listed([role.part], language), role.body.text(language) if role.body else ""]
        for role in mechanism.roles.values()
    )
    yield from _headed("roles", language, table(heads, rows))


def _cadences(mechanism: Mechanism, language: Language) -> Iterator[str]:
    heads = [said(key, language) for key in ("duty", "every", "by", "on", "another_unit")]
    rows = []
    for duty in mechanism.cadences.values():
        every = (
            f"{said('asked', language)} (`{duty.every.ask}`)"
            if isinstance(duty.every, Open)
            else said(duty.every, language)
        )
        on = mechanism.roles[duty.on].text(language) if duty.on else ""
        other = said("yes", language) if duty.another_unit else ""
        rows.append([duty.text(language), every, mechanism.roles[duty.by].text(language), on, other])
    yield from _headed("cadences", language, table(heads, rows))


def _ladder(mechanism: Mechanism, language: Language) -> Iterator[str]:
    heads = [said(key, language) for key in ("rung", "trigger", "issuer", "reply")]
    rows = (
        [
            rung.text(language) + (f": {_open(rung.what, language)}" if rung.what else ""),
            _trigger(rung, language),
            mechanism.roles[rung.issuer].text(language),
            said("yes", language) if rung.reply is True else "",
        ]
        for rung in mechanism.ladder.values()
    )
    yield from _headed("ladder", language, table(heads, rows))


def _trigger(rung: Rung, language: Language) -> str:
    trigger = rung.trigger
    parts = [said(trigger.on, language)]
    for column in ("days", "times"):
        count = getattr(trigger, column)
        if count is not None:
            figure = f"{said('asked', language)} (`{count.ask}`)" if isinstance(count, Open) else str(count)
            parts.append(f"{figure} {said(column, language)}")
    if trigger.when:
        parts.append(trigger.when.text(language))
    return " · ".join(parts)


def _told(mechanism: Mechanism, language: Language) -> Iterator[str]:
    heads = [said(key, language) for key in ("publications", "by", "audience", "channel", "replies")]
    rows = (
        [
            told.text(language),
            mechanism.roles[told.by].text(language),
            said(told.audience, language),
            _open(told.channel, language) if told.channel else "",
            ", ".join(said(way, language) for way in told.reply),
        ]
        for told in mechanism.publications.values()
    )
    yield from _headed("publications", language, table(heads, rows))


def _changes(mechanism: Mechanism, language: Language) -> Iterator[str]:
    yield from _headed("changes", language, _change_lines(mechanism, language))


def _change_lines(mechanism: Mechanism, language: Language) -> Iterator[str]:
    changes = mechanism.lifecycle
    lines = []
    for column, value in (("evidence", changes.evidence), ("verifications", changes.verifications)):
        if value is not None:
            figure = f"{said('asked', language)} (`{value.ask}`)" if isinstance(value, Open) else str(value)
            lines.append(f"- {said(column, language)}: {figure}")
    if changes.tests:
        tests = " · ".join(test.text(language) for test in changes.tests.values())
        lines.append(f"- {said('tests', language)}: {tests}")
    for key, state in changes.states.items():
        lines.append(f"- `{key}`: {(state.zh if language == 'zh' else state.en) or ''}")
    for key, move in changes.moves.items():
        lines.append(f"- `{key}`: {_move(move, language)}")
    if lines:
        yield from (*lines, "")


def _move(move: MoveChange, language: Language) -> str:
    parts = [(move.zh if language == "zh" else move.en) or ""]
    if move.kind:
        parts.append(said("new", language))
    for sign, prefix in (("+", "add_"), ("-", "drop_")):
        for column in ("parts", "asks", "takes"):
            parts += [
                f"{sign} {in_language(NAMES[value], language)}" for value in getattr(move, prefix + column)
            ]
        for column in ("sources", "guards", "marks"):
            parts += [f"{sign} `{value}`" for value in getattr(move, prefix + column)]
    return " · ".join(part for part in parts if part)


def _questions(mechanism: Mechanism, language: Language) -> Iterator[str]:
    heads = ["", *(said(key, language) for key in ("question", "type", "depends", "optional"))]
    rows = (
        [
            f"`{key}`",
            asked.text(language),
            said(asked.type, language),
            asked.depends.text(language),
            "" if asked.required else said("yes", language),
        ]
        for key, asked in mechanism.parameters.items()
    )
    yield from _headed("questions", language, table(heads, rows))


def _examples(mechanism: Mechanism, language: Language) -> Iterator[str]:
    for example in mechanism.examples.values():
        counts = [
            f"{said(column, language)} {', '.join(f'{key} {count}' for key, count in table_.items())}"
            for column, table_ in (
                ("declared", example.declared),
                ("counted", example.counted),
                ("stages", example.partition),
            )
            if table_
        ]
        if example.total is not None:
            counts.append(f"{said('total', language)} {example.total}")
        counts += [figures] if (figures := _figures(example)) else []
        told = f"{example.text(language)} {'; '.join(counts)} ({' '.join(example.seeds)})"
        yield f"**{said('examples', language)}**: {told}"
        yield ""
