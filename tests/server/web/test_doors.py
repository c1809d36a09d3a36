"""Every address by every role: who comes in, who is refused, for whom there is nothing, who has to log in first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.test import Client
from django.urls import resolve, reverse

from server.cast import taken_back
from server.web.doors import ASKING, BODIES, NOTHING, doors, routes, things

if TYPE_CHECKING:
    from django.http.response import HttpResponseBase

    from server.web.doors import Door
    from server.web.office import Office


def answer(response: HttpResponseBase) -> str:
    """The answer as the table writes it."""
    if response.status_code not in {301, 302, 303}:
        return str(response.status_code)
    return "in" if response["Location"].startswith(reverse("account_login")) else "on"


@pytest.mark.django_db
def test_every_role_gets_the_answer_of_the_table(office: Office) -> None:
    named = {name: str(thing) for name, thing in things(office).items()}
    sessions = [office.browser(name).cookies if name else None for name in ASKING]
    wrong = []
    for door in doors():
        address = door.address.format_map(named)
        kind, body = BODIES.get(door.address, NOTHING) if door.method == "POST" else NOTHING
        given = []
        for session in sessions:
            client = Client()
            if session is not None:
                client.cookies.load(session.output(header="", sep=";"))
            with taken_back():
                response = client.generic(door.method, address, body, kind)
                given.append(answer(response))
                # Files alone: closing all of it would end the connection. Django's types do not know the list.
                for close in response._resource_closers:  # type: ignore[attr-defined]
                    close()
        if tuple(given) != door.answers:
            wrong.append(f"{door.method} {door.address}\n  {' '.join(door.answers)}\n  {' '.join(given)}")
    assert not wrong, "\n".join(wrong)


def test_every_address_stands_in_the_table() -> None:
    sample = "00000000-0000-0000-0000-000000000000"
    listed = {resolve(_plain(door, sample)).route for door in doors()}
    assert sorted(routes() - listed) == [], "addresses that no row of doors.txt asks"


def test_rows_answer_for_everybody_and_stand_once() -> None:
    rows = [(door.method, door.address) for door in doors()]
    assert len(rows) == len(set(rows))
    assert {len(door.answers) for door in doors()} == {len(ASKING)}


def _plain(door: Door, uuid: str) -> str:
    """The row's path with something of the right kind for each name."""
    path = door.address.partition("?")[0]
    names = dict.fromkeys(("batch", "nothing"), uuid) | {"feed": "secret"}
    keys = {part.partition("}")[0] for part in path.split("{")[1:]}
    return path.format_map({key: names.get(key, "1") for key in keys})
