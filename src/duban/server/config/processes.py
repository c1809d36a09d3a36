"""The server's processes: one that does everything for a small office, or pages and background work apart.

``serve`` answers requests; with ``worker`` it also runs the queue and the clock in threads of the same process.
``work`` runs the queue and the clock alone, beside any number of serving processes on the same database.
"""

from __future__ import annotations

import os
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

import django
from django.core.management import call_command
from gunicorn.app.base import BaseApplication

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from duban.server.config.options import Serving

SETTINGS = "duban.server.config.settings"


def prepare(home: Path | None = None) -> None:
    """Point Django at the office in ``home`` and bring what it keeps up to date; raises OptionError, saying why not."""
    set_up(home)
    call_command("migrate", verbosity=0, interactive=False)
    from duban.server.config import beginning  # noqa: PLC0415 - needs settings

    beginning.check()


def set_up(home: Path | None = None) -> Path:
    """Point Django at the office in ``home``; its folder, which is made when missing and otherwise left as it is."""
    if home is not None:
        os.environ["DUBAN_HOME"] = str(home)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    django.setup()
    from django.conf import settings  # noqa: PLC0415 - there are no settings before this line

    folder: Path = settings.OPTIONS.home
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def is_made() -> bool:
    """Whether the office that Django points at has a database with its tables."""
    from django.db import connection  # noqa: PLC0415 - there are no settings before set_up

    if connection.vendor == "sqlite" and not Path(connection.settings_dict["NAME"]).exists():
        return False
    return "audit_event" in connection.introspection.table_names()


def welcome() -> Iterator[str]:
    """What a first start has to say (the set-up code); nothing on later starts."""
    from duban.server.config import beginning  # noqa: PLC0415 - needs settings

    yield from beginning.welcome()


def serve(serving: Serving) -> None:
    """Answer requests until a signal says to stop; the office must be prepared. Does not return."""
    _Office(serving).run()


def work() -> None:
    """Run the queue and the clock until a signal says to stop; the office must be prepared."""
    ended = threading.Event()
    clock = threading.Thread(target=_clock, args=(ended,), name="clock", daemon=True)
    clock.start()
    try:
        call_command("db_worker", verbosity=1, reload=False)
    finally:
        ended.set()
        clock.join(timeout=10)


class _Office(BaseApplication):  # type: ignore[misc] # gunicorn has no types
    """gunicorn, set up from here: its configuration file and its control socket are not used."""

    def __init__(self, serving: Serving) -> None:
        self.serving = serving
        super().__init__()

    def load_config(self) -> None:
        """The few settings that matter."""
        serving = self.serving
        values: dict[str, Any] = {
            "bind": [serving.address],
            "workers": serving.processes,
            "worker_class": "gthread",
            "threads": serving.threads,
            "timeout": 120,  # a workbook of many thousand rows takes its time
            "graceful_timeout": 20,
            "control_socket_disable": True,
            "proc_name": "duban",
            "worker_tmp_dir": "/dev/shm" if os.path.isdir("/dev/shm") else None,  # noqa: PTH112, S108 - gunicorn's advice
        }
        if not serving.apart:
            values["post_worker_init"] = _start_background
            values["worker_exit"] = _stop_background
        for name, value in values.items():
            self.cfg.set(name, value)

    def load(self) -> Callable[..., Any]:
        """The WSGI application."""
        from duban.server.config.wsgi import application  # noqa: PLC0415 - after the fork, in the process that uses it

        return application


def _start_background(worker: Any) -> None:
    """In the first serving process alone: the queue and the clock, each in a thread."""
    if worker.age != 1:
        return
    ended = threading.Event()
    queue = _queue()
    worker.duban = (ended, queue)
    threading.Thread(target=_clock, args=(ended,), name="clock", daemon=True).start()
    threading.Thread(target=queue.run, name="queue", daemon=True).start()


def _stop_background(arbiter: object, worker: Any) -> None:  # noqa: ARG001 - gunicorn passes it
    background = getattr(worker, "duban", None)
    if background is not None:
        ended, queue = background
        ended.set()
        queue.running = False


def _queue() -> Any:
    from django.utils.crypto import get_random_string  # noqa: PLC0415 - needs settings
    from django_tasks_db.management.commands.db_worker import Worker  # noqa: PLC0415

    return Worker(
        queue_names=["default"],
        interval=1.0,
        batch=False,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=get_random_string(32),
        excluded_queue_names=[],
    )


def _clock(ended: threading.Event) -> None:
    from duban.server.config.rounds import keep_time  # noqa: PLC0415 - needs settings

    keep_time(ended)
