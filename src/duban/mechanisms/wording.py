"""The smallest shapes of a mechanism file: texts in both languages, names of keys, references to open questions."""

from decimal import Decimal
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictInt, StringConstraints, model_validator

Language: TypeAlias = Literal["zh", "en"]

Key: TypeAlias = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
"""The key of a table: ``report``, ``close_completed``."""
Text: TypeAlias = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Seed: TypeAlias = Annotated[str, StringConstraints(pattern=r"^S[0-9]:[0-9]+$")]
"""A line of a source of the catalogue: ``S2:134``."""
Number: TypeAlias = StrictInt | Decimal


class Form(BaseModel):
    """A table of a mechanism file: nothing beyond what is described, nothing changed once read."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Words(Form):
    """A text in both languages; an answer given in one stands for both."""

    zh: Text
    en: Text

    @model_validator(mode="before")
    @classmethod
    def _of_one_text(cls, data: Any) -> Any:
        return {"zh": data, "en": data} if isinstance(data, str) else data

    def text(self, language: Language) -> str:
        """The text in a language."""
        return self.zh if language == "zh" else self.en


class Named(Form):
    """Anything that has a name in both languages."""

    zh: Text
    en: Text

    def text(self, language: Language) -> str:
        """The name in a language."""
        return self.zh if language == "zh" else self.en


class Open(Form):
    """A place that the text leaves open: ``{ ask = "report_interval" }`` names the question that fills it."""

    ask: Key = Field(description="a key of [parameters]")


Percent: TypeAlias = Annotated[StrictInt | Decimal, Field(ge=0, le=100)] | Open
Count: TypeAlias = Annotated[StrictInt, Field(ge=0)] | Open
Switch: TypeAlias = StrictBool | Open
