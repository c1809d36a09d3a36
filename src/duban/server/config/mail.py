"""The office's mail server as one URL: ``smtp://user:password@host:25``, ``smtps://…`` or ``smtp+tls://…``."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

from duban.server.config.options import OptionError

PORTS = {"smtp": 25, "smtp+tls": 587, "smtps": 465}


def mail_settings(url: str) -> dict[str, str | int | bool]:
    """Django's EMAIL settings for ``url``; raises :class:`OptionError` where it is none."""
    parts = urlsplit(url)
    if parts.scheme not in PORTS or not parts.hostname:
        raise OptionError(f"DUBAN_MAIL_URL is {url!r}; it takes smtp://, smtp+tls:// or smtps:// and a host")
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or PORTS[parts.scheme],
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": parts.scheme == "smtp+tls",
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_TIMEOUT": 20,
    }
