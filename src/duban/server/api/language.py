"""Chinese or English, as the request asks (``Accept-Language``); a program has no account page to set it on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from django.conf import settings
from django.utils import translation
from django.utils.translation.trans_real import parse_accept_lang_header

if TYPE_CHECKING:
    from django.http import HttpRequest


class Bilingual(Protocol):
    """What the lifecycle, its refusals and the mechanisms have: both languages."""

    @property
    def zh(self) -> str:
        """Chinese."""

    @property
    def en(self) -> str:
        """English."""


def said(words: Bilingual | None) -> str:
    """A bilingual thing in the reader's language; nothing where there is none."""
    if words is None:
        return ""
    return words.en if english() else words.zh


def english() -> bool:
    """Whether the reader asked for English."""
    return (translation.get_language() or "").startswith("en")


def switch(request: HttpRequest) -> None:
    """Speak the language that the request asks for; without a wish, the one that was found before."""
    header = request.headers.get("Accept-Language", "")
    known = {"zh": "zh-hans", "en": "en"} | {code: code for code, _ in settings.LANGUAGES}
    for wish, _ in parse_accept_lang_header(header):
        found = known.get(wish) or known.get(wish.split("-", 1)[0])
        if found:
            translation.activate(found)
            request.LANGUAGE_CODE = found
            return
