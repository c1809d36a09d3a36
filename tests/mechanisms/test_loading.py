"""Files that are wrong say everything that is wrong with them, each with its keys and its line."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

from duban.mechanisms import (
    Fault,
    MechanismError,
    archetype,
    archetype_names,
    lifecycle,
    load,
    load_all,
    parse,
    schema,
)
from mechanisms.factories import NAME, WHOLE, with_change

PACKAGE = Path(__file__).resolve().parents[2] / "src" / "duban" / "mechanisms"


def faults(text: str, file: str = NAME) -> list[tuple[str, int | None, str]]:
    with pytest.raises(MechanismError) as caught:
        parse(text, file)
    return [(fault.keys, fault.line, fault.message) for fault in caught.value.faults]


def line(text: str, start: str) -> int:
    """The line that starts so."""
    return next(number for number, found in enumerate(text.splitlines(), start=1) if found.startswith(start))


def test_a_whole_file() -> None:
    mechanism = parse(WHOLE, NAME)
    assert mechanism.name.zh == "虚构机制"
    assert mechanism.facts["counts"].figures == {"lines": 3}
    assert lifecycle(mechanism).id == "Z1"


@pytest.mark.parametrize(
    ("old", "new", "keys", "at", "message"),
    [
        ("version = 1", "version = 0", "version", "version", "greater than 0"),
        ('slug = "made-up"', 'slug = "Made Up"', "slug", "slug", "match pattern"),
        ('archetype = "ledger-loop"', 'archetype = "spiral"', "archetype", "archetype", "no such archetype: 'spiral'"),
        ('seeds = ["S2:27"]', 'seeds = ["page 3"]', "facts.counts.seeds[0]", "seeds", "match pattern"),
        ('type = "text"\nrequired = true', 'kind = "text"', "fields.title.kind", "kind", "not permitted"),
        ('part = "verifier"', 'part = "judge"', "roles", "[roles.office]", "nobody has the part 'verifier'"),
        ('by = "lead"', 'by = "leed"', "cadences.report.by", 'by = "leed"', "no such key: 'leed'"),
        ('issuer = "office"', 'issuer = "king"', "ladder.slip.issuer", "issuer", "no such key: 'king'"),
        ('every = "report"', 'every = "moon"', "publications.bulletin.every", 'every = "moon"', "no such key: 'moon'"),
        ('{ ask = "pieces" }', '{ ask = "bits" }', "lifecycle.evidence.ask", "evidence", "no such key: 'bits'"),
        ('{ ask = "pieces" }', "-1", "lifecycle.evidence", "evidence", "greater than or equal to 0"),
        ('{ ask = "pieces" }', "0", "lifecycle.terms.evidence", "[lifecycle]", "nothing is closed without evidence"),
        ("item = true", "item = false", "levels", "[levels.group]", "exactly one level"),
        ('activity = "report"', 'activity = "verification"', "cadences.report.by", 'by = "lead"', "by another unit"),
        ('target = "second_check"', 'target = "moon"', "lifecycle.moves.verify_accept.target", "target", "'moon'"),
        ('target = "second_check"', 'drop_guards = ["verifier_not_owner"]', "lifecycle.moves.verify_accept.guards",
         "[lifecycle.moves.verify_accept]", "lacks 'verifier_not_owner'"),
        ('target = "second_check"', 'drop_guards = ["moonlight"]', "lifecycle.moves.verify_accept.drop_guards",
         "drop_guards", "'moonlight' is not there to be dropped"),
        ('target = "second_check"', 'add_parts = ["verifier"]', "lifecycle.moves.verify_accept.add_parts",
         "add_parts", "is there already"),
        ("[lifecycle.moves.verify_accept]\ntarget", "[lifecycle.moves.bless]\ntarget", "lifecycle.moves.bless",
         "[lifecycle.moves.bless]", "a new move also needs zh, en, kind, sources, parts"),
        ('[lifecycle.moves.verify_accept]\ntarget = "second_check"', '[lifecycle.states.limbo]\nzh = "悬空"',
         "lifecycle.states.limbo", "[lifecycle.states.limbo]", "a new state also needs en, nature"),
        ('[lifecycle.moves.verify_accept]\ntarget = "second_check"', 'drop_moves = ["sing"]',
         "lifecycle.drop_moves", "drop_moves", "'sing' is not there to be dropped"),
        ("[parameters.paper]", "[parameters.closure_days]", "parameters.closure_days", "[parameters.closure_days]",
         "asks this already"),
        ('type = "cadence"', 'type = "choice"', "parameters.interval.choices", "[parameters.interval]",
         "names what can be"),
    ],
)  # fmt: skip
def test_one_fault_has_its_place(old: str, new: str, keys: str, at: str, message: str) -> None:
    text = with_change((old, new))
    found = {fault[0]: fault for fault in faults(text)}
    assert keys in found, found
    _, number, said = found[keys]
    assert number is not None
    assert text.splitlines()[number - 1].startswith(at)
    assert message in said


def test_all_faults_come_at_once_and_in_the_order_of_the_file() -> None:
    """Shape, references and loop: a slip in one does not hide those in the others."""
    text = with_change(
        ("version = 1", 'version = "one"'),
        ('type = "text"\nrequired = true', 'type = "poem"\nrequired = true'),
        ('by = "lead"', 'by = "leed"'),
        ('{ ask = "pieces" }', '{ ask = "bits" }'),
        ('target = "second_check"', 'target = "moon"'),
    )
    found = faults(text)
    assert [keys for keys, *_ in found] == [
        "version",
        "fields.title.type",
        "cadences.report.by",
        "lifecycle.evidence.ask",
        "lifecycle.moves.verify_accept.target",
    ]
    assert [at for _, at, _ in found] == sorted(at for _, at, _ in found if at is not None)


def test_the_message_shows_file_line_keys_and_reason() -> None:
    text = with_change(('by = "lead"', 'by = "leed"'))
    with pytest.raises(MechanismError) as caught:
        parse(text, NAME)
    at = line(text, 'by = "leed"')
    assert str(caught.value) == (
        f"{NAME}:{at}: cadences.report.by: no such key: 'leed'; there is office, lead, verifier"
    )


def test_a_place_that_may_be_asked_for_says_so() -> None:
    text = with_change(('{ ask = "pieces" }', '"two"'))
    assert faults(text) == [
        (
            "lifecycle.evidence",
            line(text, "evidence"),
            'Input should be a valid integer or a question: { ask = "…" }',
        )
    ]


def test_a_text_that_is_no_toml() -> None:
    assert faults("id = \n") == [("", 1, "Invalid value (at line 1, column 6)")]


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    path = tmp_path / NAME
    path.write_bytes(b'id = "\xff"')
    with pytest.raises(MechanismError, match="not UTF-8"):
        load(path)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        load(tmp_path / NAME)


def test_a_file_under_another_name() -> None:
    assert faults(WHOLE, "Z2-other.toml") == [
        ("id", 1, "the file of 'Z1' is called Z1-made-up.toml, not 'Z2-other.toml'")
    ]


@pytest.mark.parametrize(
    "text", ["", "levels = 3", "roles = [1]", "parameters.x = 1", 'lifecycle = "loop"', "[[cadences]]"]
)
def test_tables_of_the_wrong_shape_are_reported_and_never_raised(text: str) -> None:
    assert faults(f'archetype = "ledger-loop"\n{text}')


def test_a_text_that_goes_too_deep() -> None:
    assert [message for _, _, message in faults("x = " + "[" * 5000)] == [
        "lists or tables inside each other too deeply"
    ]


ODD = [
    "", "x = 1", "[levels]", "[[roles]]", "zh = 3", "part = []", "by = {}", "= =", "{ ask = 1 }",
    "every = { ask = [] }", "[a.b", "item = 1", "choices = 1", "trigger = []", "partition = { a = 1.5 }",
    "exclusive = true", "[examples.x]",
]  # fmt: skip
LINES = [path.read_text(encoding="utf-8").splitlines() for path in sorted(PACKAGE.glob("?/*.toml"))]


def told(text: str) -> tuple[Fault, ...]:
    """The faults of a text, none if it is sound."""
    try:
        parse(text, NAME)
    except MechanismError as error:
        return error.faults
    return ()


@given(
    lines=st.sampled_from([WHOLE.splitlines(), *LINES]),
    changes=st.lists(st.tuples(st.integers(0, 1_000), st.sampled_from(ODD)), min_size=1, max_size=4),
)
@settings(max_examples=150, deadline=None)
def test_any_broken_file_is_told_and_never_raised(lines: list[str], changes: list[tuple[int, str]]) -> None:
    broken = list(lines)
    for at, odd in changes:
        broken[at % len(broken)] = odd
    for fault in told("\n".join(broken)):
        assert fault.line is None or 1 <= fault.line <= len(broken)
        assert fault.message


def test_every_shipped_file_loads_and_lies_where_its_family_lies() -> None:
    files = sorted(path for path in PACKAGE.glob("?/*.toml"))
    assert len(files) == len(load_all()) == 11
    for path in files:
        mechanism = load(path)
        assert path.parent.name == mechanism.id[0].lower()
        assert mechanism.catalogue == mechanism.id
        assert mechanism == load_all()[mechanism.id]


def test_the_catalogue_entries_of_the_ledger_loop() -> None:
    assert list(load_all()) == ["A1", "A2", "A4", "C1", "C2", "C3", "C4", "C6", "C7", "D1", "D3"]


def test_no_figure_without_a_source() -> None:
    for mechanism in load_all().values():
        for fact in mechanism.facts.values():
            assert fact.seeds, (mechanism.id, fact.zh)


def test_a_question_has_no_place_for_a_default() -> None:
    assert set(schema()["$defs"]["Parameter"]["properties"]) == {
        "zh", "en", "type", "depends", "required", "minimum", "maximum", "choices",
    }  # fmt: skip


def test_the_archetypes() -> None:
    assert archetype_names() == ("ledger-loop",)
    assert len(archetype("ledger-loop").states) == 12
    with pytest.raises(KeyError):
        archetype("../a/A1-rectification-ledger")


def test_the_schema_accepts_every_shipped_file_and_refuses_a_broken_one() -> None:
    validator = Draft202012Validator(schema())
    for path in PACKAGE.glob("?/*.toml"):
        table = json.loads(json.dumps(tomllib.loads(path.read_text(encoding="utf-8")), default=str))
        assert not list(validator.iter_errors(table)), path.name
    table = tomllib.loads(with_change(('type = "text"\nrequired = true', 'type = "poem"')))
    assert [list(error.path) for error in validator.iter_errors(table)] == [["fields", "title", "type"]]
