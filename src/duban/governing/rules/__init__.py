"""Which clause applies to whom, and why: conditions over facts, answered met, failed or unknown.

A rule answers a question and remembers nothing. It never decides about a person by itself: what it says is shown with
the clause's words and confirmed by somebody.
"""

from duban.governing.rules.answering import Answer, Truth, ask, missing, months_between, truths
from duban.governing.rules.clauses import Book, Clause, book
from duban.governing.rules.conditions import (
    Aged,
    All,
    Among,
    Comparator,
    Compare,
    Condition,
    Holds,
    Leaf,
    Not,
    On,
    Several,
    leaves,
    problems,
)
from duban.governing.rules.errors import BookError, Problem, RulesError, VocabularyError
from duban.governing.rules.explaining import Line, directions, explain, verdict
from duban.governing.rules.facts import Fact, Facts, Kind, Value, Vocabulary
from duban.governing.rules.matching import Match, Route, Row, match, route, settle

__all__ = [
    "Aged",
    "All",
    "Among",
    "Answer",
    "Book",
    "BookError",
    "Clause",
    "Comparator",
    "Compare",
    "Condition",
    "Fact",
    "Facts",
    "Holds",
    "Kind",
    "Leaf",
    "Line",
    "Match",
    "Not",
    "On",
    "Problem",
    "Route",
    "Row",
    "RulesError",
    "Several",
    "Truth",
    "Value",
    "Vocabulary",
    "VocabularyError",
    "ask",
    "book",
    "directions",
    "explain",
    "leaves",
    "match",
    "missing",
    "months_between",
    "problems",
    "route",
    "settle",
    "truths",
    "verdict",
]
