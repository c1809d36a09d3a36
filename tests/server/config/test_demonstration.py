"""The demonstration office: every sample read, every role there, work in every state, and a log that verifies."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from duban.server.audit.queries import prove
from duban.server.config.demonstration import make, moved
from duban.server.documents.models import Document
from duban.server.ledger.models import Evidence, Extension, Item, Lamp, Ledger, Verification
from duban.server.notices.models import Message
from duban.server.people.models import Post, Role

SAMPLES = Path(__file__).resolve().parents[3] / "samples"


@pytest.mark.slow
@pytest.mark.django_db
def test_a_demonstration_shows_every_part_of_the_loop() -> None:
    made = make(SAMPLES, today=date(2026, 11, 20))
    assert made.items == Item.objects.count() > 50
    assert Document.objects.count() >= 6
    assert set(Ledger.objects.values_list("mechanism", flat=True)) == {"A1", "C6", "D1"}
    assert set(Post.objects.values_list("role", flat=True)) == set(Role.values)
    states = Counter(Item.objects.values_list("state", flat=True))
    assert {"registered", "dispatched", "returned", "in_progress", "claimed", "verified", "completed"} <= set(
        states
    )
    assert set(Item.objects.values_list("lamp", flat=True)) == set(Lamp.values)
    assert Extension.objects.filter(granted=None).exists()
    assert set(Verification.objects.values_list("accepted", flat=True)) == {True, False}
    assert Evidence.objects.exists()
    assert Message.objects.filter(read_at=None).exists()
    assert prove().broken is None


@pytest.mark.parametrize(
    ("text", "year", "wanted"),
    [
        ("2025年6月底前，2025年、2026年", 2027, "2027年6月底前，2027年、2028年"),
        ("云政办〔2025〕6号，2025-03-06", 2026, "云政办〔2026〕6号，2026-03-06"),
        ("培训2000人次，2026年", 2026, "培训2000人次，2026年"),
        ("无年份", 2026, "无年份"),
    ],
)
def test_a_samples_years_move_together_and_its_figures_stay(text: str, year: int, wanted: str) -> None:
    assert moved(text.encode(), year).decode() == wanted
