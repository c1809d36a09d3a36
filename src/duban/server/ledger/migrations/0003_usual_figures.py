"""What was adopted before archetypes named the usual figures of lamps and returns is given those of today's file.

Until then they stood in the code and were the same; a ledger that runs is judged as before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.db import migrations

from duban.mechanisms import archetype

if TYPE_CHECKING:
    from django.apps.registry import Apps
    from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def name_them(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Add the figures and the questions that they rest on, where they are missing."""
    for model in ("Adoption", "Ledger"):
        for row in apps.get_model("ledger", model).objects.only("adopted").iterator():
            kept = row.adopted.get("archetype")
            if kept is None or "lamps" in kept:
                continue
            today = archetype(kept["id"]).model_dump(mode="json", exclude_unset=True)
            kept |= {"lamps": today["lamps"], "returns": today["returns"]}
            kept["parameters"] = {**today["parameters"], **kept.get("parameters", {})}
            row.save(update_fields=["adopted"])


class Migration(migrations.Migration):
    """Data alone; going back leaves them."""

    dependencies: ClassVar = [("ledger", "0002_search")]

    operations: ClassVar = [migrations.RunPython(name_them, migrations.RunPython.noop)]
