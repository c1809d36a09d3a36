"""What an office may set, read from the environment once; everything has a default that is safe on one machine.

Nothing else in the server reads the environment. A problem names the variable and what it should hold.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Mapping

PREFIX = "DUBAN_"
TRUE = frozenset({"1", "true", "yes", "on"})
FALSE = frozenset({"0", "false", "no", "off", ""})
#: The roles of people.models.Role, of which some may be asked for a second factor.
ROLES = frozenset({"supervisor", "liaison", "verifier", "leader", "administrator", "security", "auditor"})


class OptionError(ValueError):
    """A variable holds what cannot be used; the message names it."""


@dataclass(frozen=True, slots=True)
class Serving:
    """How to serve: where, with how many processes and threads; ``apart`` leaves the background work to others."""

    address: str = "127.0.0.1:8000"
    processes: int = 1
    threads: int = 8
    apart: bool = False


@dataclass(frozen=True, slots=True)
class Oidc:
    """An identity provider of the office; all four are given or none is."""

    name: str
    server: str
    client: str
    secret: str

    @property
    def origin(self) -> str:
        """Scheme and host of the provider."""
        parts = urlsplit(self.server)
        return f"{parts.scheme}://{parts.netloc}"


@dataclass(frozen=True, slots=True)
class Options:
    """The office's settings. ``home`` holds the embedded database, evidence and the key, and is made when missing.

    ``calendar`` is the office's own table of holidays; one that was named must be there (``calendar_named``).
    """

    home: Path
    database: str
    debug: bool
    hosts: tuple[str, ...]
    https: bool
    language: str
    mail: str
    mail_from: str
    address: str
    oidc: Oidc | None
    require_mfa: frozenset[str]
    sessions: int
    json_logs: bool
    key_lost: bool
    calendar: Path
    calendar_named: bool

    @classmethod
    def read(cls, environment: Mapping[str, str]) -> Options:
        """The options of this environment; raises :class:`OptionError` naming the variable that is wrong."""
        home = Path(environment.get(f"{PREFIX}HOME", "duban-office")).expanduser().absolute()
        address = environment.get(f"{PREFIX}ADDRESS", "http://127.0.0.1:8000").rstrip("/")
        table = environment.get(f"{PREFIX}CALENDAR", "")
        return cls(
            home=home,
            database=environment.get(f"{PREFIX}DATABASE_URL", "") or f"sqlite:///{home / 'duban.sqlite3'}",
            debug=_flag(environment, "DEBUG", default=False),
            hosts=_list(environment, "HOSTS") or ("127.0.0.1", "localhost", "[::1]", "testserver"),
            https=_flag(environment, "HTTPS", default=address.startswith("https://")),
            language=_choice(environment, "LANGUAGE", ("zh-hans", "en")),
            mail=environment.get(f"{PREFIX}MAIL_URL", ""),
            mail_from=environment.get(f"{PREFIX}MAIL_FROM", "duban@localhost"),
            address=address,
            oidc=_oidc(environment),
            require_mfa=_roles(environment, "REQUIRE_MFA"),
            sessions=_count(environment, "SESSIONS", default=3),
            json_logs=_flag(environment, "JSON_LOGS", default=False),
            key_lost=_flag(environment, "SECRET_KEY_LOST", default=False),
            calendar=Path(table).expanduser().absolute() if table else home / "calendar.toml",
            calendar_named=bool(table),
        )


def secret_key(home: Path, environment: Mapping[str, str]) -> str:
    """The key that signs and seals: given, or made once and kept in ``home`` for its owner alone to read."""
    given = environment.get(f"{PREFIX}SECRET_KEY", "")
    if given:
        return given
    kept = home / "secret-key"
    if not kept.exists():
        import secrets  # noqa: PLC0415 (once in an office's life; every command waits for this module)

        home.mkdir(parents=True, exist_ok=True)
        made = kept.with_name(f"secret-key.{secrets.token_hex(4)}")
        made.touch(mode=0o600)
        made.write_text(secrets.token_urlsafe(50), encoding="ascii")
        try:
            kept.hardlink_to(made)  # two processes that start at once: the first one's key is everybody's
        except FileExistsError:
            pass
        finally:
            made.unlink()
    return kept.read_text(encoding="ascii").strip()


def earlier_keys(home: Path, environment: Mapping[str, str]) -> list[str]:
    """Keys that were replaced, for one start: what they signed holds, what they sealed is sealed with the new one."""
    kept = home / "secret-key-before"
    given = environment.get(f"{PREFIX}SECRET_KEY_BEFORE", "")
    if not given and kept.exists():
        given = kept.read_text(encoding="ascii")
    return given.split()


def _flag(environment: Mapping[str, str], name: str, *, default: bool) -> bool:
    given = environment.get(PREFIX + name)
    if given is None:
        return default
    if given.lower() in TRUE:
        return True
    if given.lower() in FALSE:
        return False
    raise OptionError(f"{PREFIX}{name} is {given!r}; it takes 1 or 0")


def _list(environment: Mapping[str, str], name: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in environment.get(PREFIX + name, "").split(",") if part.strip())


def _roles(environment: Mapping[str, str], name: str) -> frozenset[str]:
    given = frozenset(_list(environment, name))
    unknown = sorted(given - ROLES)
    if unknown:
        raise OptionError(f"{PREFIX}{name} names {', '.join(unknown)}; roles are {', '.join(sorted(ROLES))}")
    return given


def _count(environment: Mapping[str, str], name: str, *, default: int) -> int:
    given = environment.get(PREFIX + name, str(default))
    if not given.isdecimal() or int(given) < 1:
        raise OptionError(f"{PREFIX}{name} is {given!r}; it takes a whole number from 1")
    return int(given)


def _choice(environment: Mapping[str, str], name: str, choices: tuple[str, ...]) -> str:
    given = environment.get(PREFIX + name, choices[0])
    if given not in choices:
        raise OptionError(f"{PREFIX}{name} is {given!r}; it takes one of {', '.join(choices)}")
    return given


def _oidc(environment: Mapping[str, str]) -> Oidc | None:
    names = ("OIDC_SERVER", "OIDC_CLIENT", "OIDC_SECRET")
    given = [environment.get(PREFIX + name, "") for name in names]
    if not any(given):
        return None
    missing = [PREFIX + name for name, value in zip(names, given, strict=True) if not value]
    if missing:
        raise OptionError(f"single sign-on needs {', '.join(missing)} as well")
    server, client, secret = given
    return Oidc(environment.get(f"{PREFIX}OIDC_NAME", "统一认证"), server, client, secret)
