"""Organisations, areas and assets are scored; a natural person cannot be said."""

from __future__ import annotations

from typing import Any

import pytest

import duban.governing.scores as package
from duban.governing.scores import Subject, SubjectError, SubjectKind
from governing.scores.small import name


def made(kind: Any, key: str = "x", unit_class: str = "town") -> Subject:
    return Subject(kind=kind, key=key, name=name("某"), unit_class=unit_class)


def test_there_are_three_kinds_of_subject() -> None:
    assert [kind.value for kind in SubjectKind] == ["organisation", "area", "asset"]


@pytest.mark.parametrize("kind", ["person", "natural-person", "resident", "official", None])
def test_a_natural_person_cannot_be_said(kind: Any) -> None:
    with pytest.raises(SubjectError, match="is not scored"):
        made(kind)
    with pytest.raises(ValueError, match="is not a valid SubjectKind"):
        SubjectKind(kind)


def test_the_name_of_a_kind_is_not_the_kind() -> None:
    """A kind that comes as text is turned into one where it is read, or refused there."""
    with pytest.raises(SubjectError):
        made("area")


@pytest.mark.parametrize(("key", "unit_class"), [("", "town"), ("chengxi", "")])
def test_a_subject_has_a_key_and_a_class(key: str, unit_class: str) -> None:
    with pytest.raises(SubjectError, match="has a key and a class"):
        made(SubjectKind.AREA, key, unit_class)


def test_what_is_public_is_sorted_and_there() -> None:
    assert list(package.__all__) == sorted(package.__all__)
    assert all(hasattr(package, public) for public in package.__all__)
