"""Names of organs and the words that give them a role: 牵头单位：区发展改革局，配合单位：区财政局、各镇街.

Nothing here lists organs themselves: a name is known by how it ends (局, 管委会, 街道办事处), by what stands before it
(各, 有关, 市直) and by the words that it cannot hold.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, eq=False, slots=True)
class Organs:
    """The table. Compared by identity, so that patterns compiled from it can be cached under it.

    ``strong`` heads make a name by themselves, ``places`` and ``classes`` only beside a ``collective`` word or
    where units are being listed; ``false_heads`` end like an organ and are none. ``headless`` words make a name
    without any head (国网云溪供电); ``role_units`` are called by their part (承办单位). ``foreign`` words stand in no
    name, except as part of a ``native`` one (应 in 应急局). The ``label_*`` words make fields (牵头单位：), the
    ``verb_*`` words follow names (…牵头, …配合) or join them (会同).
    """

    strong: tuple[str, ...]
    places: tuple[str, ...]
    classes: tuple[str, ...]
    false_heads: tuple[str, ...]
    collective: tuple[str, ...]
    standalone: tuple[str, ...]
    role_units: tuple[str, ...]
    levels: tuple[str, ...]
    headless: tuple[str, ...]
    shared: tuple[str, ...]
    foreign: tuple[str, ...]
    native: tuple[str, ...]
    bodies: tuple[str, ...]
    founding: tuple[str, ...]
    not_first: tuple[str, ...]
    acting: tuple[str, ...]
    surnames: tuple[str, ...]
    lead_ins: tuple[str, ...]
    posts: tuple[str, ...]
    posts_vague: tuple[str, ...]
    closers: tuple[str, ...]
    not_names: tuple[str, ...]
    not_names_alone: tuple[str, ...]
    remarks: tuple[str, ...]
    label_prefixes: tuple[str, ...]
    label_lead: tuple[str, ...]
    label_responsible: tuple[str, ...]
    label_supporting: tuple[str, ...]
    label_oversight: tuple[str, ...]
    label_nouns: tuple[str, ...]
    label_persons: tuple[str, ...]
    label_divisions: tuple[str, ...]
    verb_lead: tuple[str, ...]
    verb_responsible: tuple[str, ...]
    verb_supporting: tuple[str, ...]
    verb_joining: tuple[str, ...]
    verb_tails: tuple[str, ...]
    rule_places: tuple[str, ...]
    rule_leads: tuple[str, ...]
    predicates: tuple[str, ...]
    predicates_agent: tuple[str, ...]
    predicates_explicit: tuple[str, ...]
    predicates_not: tuple[str, ...]
    predicates_not_before: tuple[str, ...]
    predicate_adverbs: tuple[str, ...]
    predicate_duties: tuple[str, ...]
    predicate_modals: tuple[str, ...]
    predicate_offices: tuple[str, ...]

    @property
    def all_heads(self) -> tuple[str, ...]:
        """Every ending that the name of a unit may have, and the names that are all head."""
        return (*self.strong, *self.places, *self.classes, *self.standalone)


@cache
def load() -> Organs:
    """The table as shipped."""
    text = files(__package__).joinpath("data", "organs.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)

    def row(section: str, key: str) -> tuple[str, ...]:
        # Longest first: alternations and suffix tests then find the whole word, not its tail.
        return tuple(sorted(dict.fromkeys(table[section][key]), key=len, reverse=True))

    return Organs(
        strong=row("heads", "strong"),
        places=row("heads", "places"),
        classes=row("heads", "classes"),
        false_heads=row("heads", "false"),
        collective=row("names", "collective"),
        standalone=row("names", "standalone"),
        role_units=row("names", "role_units"),
        levels=row("names", "levels"),
        headless=row("names", "headless"),
        shared=row("names", "shared"),
        foreign=row("names", "foreign"),
        native=row("names", "native"),
        bodies=row("names", "bodies"),
        founding=row("names", "founding"),
        not_first=row("names", "not_first"),
        acting=row("names", "acting"),
        surnames=tuple(dict.fromkeys(table["names"]["surnames"])),
        lead_ins=row("names", "lead_ins"),
        posts=row("names", "posts"),
        posts_vague=row("names", "posts_vague"),
        closers=row("names", "closers"),
        not_names=row("lists", "not_names"),
        not_names_alone=row("lists", "not_names_alone"),
        remarks=row("lists", "remarks"),
        label_prefixes=row("labels", "prefixes"),
        label_lead=row("labels", "lead"),
        label_responsible=row("labels", "responsible"),
        label_supporting=row("labels", "supporting"),
        label_oversight=row("labels", "oversight"),
        label_nouns=row("labels", "nouns"),
        label_persons=row("labels", "persons"),
        label_divisions=row("labels", "divisions"),
        verb_lead=row("verbs", "lead"),
        verb_responsible=row("verbs", "responsible"),
        verb_supporting=row("verbs", "supporting"),
        verb_joining=row("verbs", "joining"),
        verb_tails=row("verbs", "tails"),
        rule_places=row("rule", "places"),
        rule_leads=row("rule", "leads"),
        predicates=row("predicates", "words"),
        predicates_agent=row("predicates", "agent"),
        predicates_explicit=row("predicates", "explicit"),
        predicates_not=row("predicates", "not_after"),
        predicates_not_before=row("predicates", "not_before"),
        predicate_adverbs=row("predicates", "adverbs"),
        predicate_duties=row("predicates", "duties"),
        predicate_modals=row("predicates", "modals"),
        predicate_offices=row("predicates", "offices"),
    )
