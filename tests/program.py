"""How tests run the program: what a run leaves behind, and a document that can be read."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping

    from duban.cli.status import Status

TASK = "云溪区2024年任务\n1.建设口袋公园。年内新建口袋公园5处。（牵头单位：区园林局）\n"


class Ended(NamedTuple):
    """What a run left behind."""

    status: Status
    out: bytes
    err: str


class Duban(Protocol):
    """Runs the program."""

    def __call__(self, *arguments: object, environment: Mapping[str, str] | None = None) -> Ended:
        """With ``arguments``, which are written out as a shell would."""
