"""Every word that a ledger, a page or a refusal shows, one table a language; Chinese is the first language."""

from duban.formats.wording.en import WORDS as EN
from duban.formats.wording.words import Language, Words
from duban.formats.wording.zh import WORDS as ZH

__all__ = ["EN", "ZH", "Language", "Words", "words_in"]


def words_in(language: Language) -> Words:
    """The words of ``language``."""
    return EN if language == "en" else ZH
