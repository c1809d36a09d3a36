"""Every sentence the command line says, one table a language."""

from duban.cli.wording.en import WORDS as EN
from duban.cli.wording.words import CommandWords
from duban.cli.wording.zh import WORDS as ZH
from duban.formats.wording import Language

__all__ = ["EN", "ZH", "CommandWords", "command_words"]


def command_words(language: Language) -> CommandWords:
    """The sentences of ``language``."""
    return EN if language == "en" else ZH
