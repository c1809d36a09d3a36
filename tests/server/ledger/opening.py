"""How the scripts of this folder open their office: settings, database, cast, and a ledger of so many tasks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import django

if TYPE_CHECKING:
    from server.ledger.office import Office


def open_apart(tasks: int) -> Office:
    """An office with a ledger of ``tasks`` tasks, none of them sent out."""
    django.setup()
    from django.core.management import call_command  # noqa: PLC0415 - Django is set up above

    call_command("migrate", verbosity=0, interactive=False, skip_checks=True)
    from duban.server.people.demo import make_cast  # noqa: PLC0415 - the same
    from server.cast import TODAY  # noqa: PLC0415 - the same
    from server.ledger.office import open_office  # noqa: PLC0415 - the same

    return open_office(make_cast(TODAY, {}), text_of(tasks))


def text_of(tasks: int) -> str:
    """A plan with so many tasks, no two alike."""
    lines = [
        f"{number}.整治第{number}号河段。9月底前清理河道{number}公里。（牵头单位：区水务局）"
        for number in range(1, tasks + 1)
    ]
    return "\n\n".join(["云溪区2025年河道整治任务", "云政办发〔2025〕9号", "一、河道整治", *lines]) + "\n"
