"""A program that calls the API for somebody: a token with all of the person's roles, and as few words as possible."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.test import Client
from django.utils import timezone

from duban.server.api.actions import TokenFields, make_token
from duban.server.people.access import actor_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from duban.server.people.models import Account, Role
    from server.ledger.office import Office


def token(account: Account, *, read_only: bool = False, roles: tuple[Role, ...] | None = None) -> str:
    """The secret of a new token of this account, with all its roles unless some are named."""
    now = timezone.now()
    today = timezone.localdate(now)
    actor = actor_of(account, today)
    held = tuple(dict.fromkeys(standing.role for standing in actor.standings))
    fields = TokenFields(
        name="测试程序", roles=roles or held, read_only=read_only, expires_on=today + timedelta(days=30)
    )
    return make_token(actor, fields, today=today, at=now)[1]


@dataclass
class Program:
    """One token in use. Answers are the test client's own, which no type describes."""

    secret: str
    client: Client = field(default_factory=Client)

    def get(self, path: str, **headers: str) -> Any:
        """Read."""
        return _read(self.client.get(f"/api/v1{path}", headers=self._headers(headers)))

    def post(self, path: str, body: object = None, **headers: str) -> Any:
        """Write JSON."""
        return self.client.post(
            f"/api/v1{path}",
            data=json.dumps(body if body is not None else {}),
            content_type="application/json",
            headers=self._headers(headers),
        )

    def send(self, path: str, form: Mapping[str, Any], **headers: str) -> Any:
        """Write a form with files."""
        return self.client.post(f"/api/v1{path}", data=form, headers=self._headers(headers))

    def move(self, item: int, revision: int, body: object, **headers: str) -> Any:
        """Move an item on from the revision that was seen."""
        return self.post(f"/items/{item}/moves", body, **{"if-match": f'"{revision}"', **headers})

    def _headers(self, more: Mapping[str, str]) -> dict[str, str]:
        return {
            "authorization": f"Bearer {self.secret}",
            **{name.replace("_", "-"): value for name, value in more.items()},
        }


def _read(response: Any) -> Any:
    """A file that is sent is read here, so that it is closed whether or not a test looks at it."""
    if response.streaming:
        body = b"".join(response.streaming_content)  # the test client closes it behind the last piece
        response.streaming_content = [body]
    return response


class Programs:
    """A program for each of the cast."""

    def __init__(self, office: Office) -> None:
        self.office = office

    def __getitem__(self, username: str) -> Program:
        return Program(token(self.office.cast.accounts[username]))

    def reading(self, username: str) -> Program:
        """One that may only read."""
        return Program(token(self.office.cast.accounts[username], read_only=True))
