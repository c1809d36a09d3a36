"""Language knowledge as data: tables in ``data/*.toml``, each with a typed loader in a module of the same name.

A correction by somebody who knows the language and not the program is a change to a table, not to code.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from duban.lexicon import citing, counts, measures, noise, numbering, organs, papers, review, sections, times

__all__ = ["Lexicon", "load"]


@dataclass(frozen=True, eq=False)
class Lexicon:
    """All tables, one a field; stages take the table they need.

    Compared by identity, as every table is, so that the patterns made of it can be kept with it.
    """

    noise: noise.Noise
    numbering: numbering.Numbering
    organs: organs.Organs
    times: times.Times
    measures: measures.Measures
    papers: papers.Papers
    counts: counts.Counts
    citing: citing.Citing
    review: review.Review
    sections: sections.Sections


@cache
def load() -> Lexicon:
    """The tables as shipped; read once."""
    return Lexicon(
        noise=noise.load(),
        numbering=numbering.load(),
        organs=organs.load(),
        times=times.load(),
        measures=measures.load(),
        papers=papers.load(),
        counts=counts.load(),
        citing=citing.load(),
        review=review.load(),
        sections=sections.load(),
    )
