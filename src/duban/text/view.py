"""A readable view of a text that is never rewritten.

Cleaning proposes edits (drop this advertisement, put back that ``+``). A :class:`View` is the text with the edits
applied, and it knows for each of its characters where in the source it came from. This module is the only place
that does offset arithmetic between the two.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from duban.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

_PAST_ALL = 1 << 62  # an offset behind every text


class Edit(NamedTuple):
    """Read ``source[start:end]`` as ``replacement``."""

    start: int
    end: int
    replacement: str


class _Run(NamedTuple):
    """One run of the view. A replaced run stands as a whole for the whole of ``[source_start, source_end)``."""

    view_start: int
    source_start: int
    source_end: int
    kept: bool


class View:
    """``text`` as edited, with the way back to the source.

    The view is a row of runs. A run is either *kept* (the source's own characters) or *replaced* (an edit's
    replacement, all of it standing for the whole of the edited stretch). What is cut out belongs to no run.
    Raises ValueError where edits overlap or leave the source.
    """

    __slots__ = ("_runs", "_shifts", "_source_starts", "_view_starts", "source", "text")

    def __init__(self, source: str, edits: Iterable[Edit] = ()) -> None:
        self.source = source
        pieces: list[str] = []
        runs: list[_Run] = []
        at = length = 0

        def keep(upto: int) -> None:
            nonlocal length
            runs.append(_Run(length, at, upto, kept=True))
            pieces.append(source[at:upto])
            length += upto - at

        for edit in sorted(edits):
            if edit.start < at or not edit.start <= edit.end <= len(source):
                raise ValueError(
                    f"edits overlap or leave the text: {edit} after offset {at} of {len(source)}"
                )
            if edit.start > at:
                keep(edit.start)
            if edit.replacement:
                runs.append(_Run(length, edit.start, edit.end, kept=False))
                pieces.append(edit.replacement)
                length += len(edit.replacement)
            at = edit.end
        if at < len(source):
            keep(len(source))
        # An end run, so that every offset, one past the last included, has a run to start in.
        runs.append(_Run(length, len(source), len(source), kept=True))
        self.text = source if pieces == [source] else "".join(pieces)
        self._runs = runs
        self._view_starts = [run.view_start for run in runs]
        # How far back a kept run lies in the source and where it ends in the view, so that what lies in one is moved
        # at once; in a replaced run nothing lies. The end run has no end: no span is looked for behind it.
        view_ends = [*self._view_starts[1:], _PAST_ALL]
        self._shifts = [
            (run.source_start - run.view_start, end if run.kept else -1)
            for run, end in zip(runs, view_ends, strict=True)
        ]
        self._source_starts = [run.source_start for run in runs]

    def to_source(self, span: Span) -> Span:
        """The source stretch that ``span`` of the view was read from.

        It runs from the first character's origin to the end of the last one's, so whatever was cut out in
        between is inside it and whatever was cut out at its edges is not. An empty span stays empty.
        """
        view_start, view_end = span
        index = bisect_right(self._view_starts, view_start) - 1
        shift, kept_upto = self._shifts[index]
        if view_start <= view_end <= kept_upto:
            return Span(view_start + shift, view_end + shift)
        run = self._runs[index]
        start = view_start + shift if run.kept else run.source_start
        if view_end <= view_start:
            return Span(start, start)
        last = self._runs[bisect_right(self._view_starts, view_end - 1) - 1]
        shift = last.source_start - last.view_start
        return Span(start, view_end + shift if last.kept else last.source_end)

    def to_view(self, offset: int) -> int:
        """The view offset that a source offset is read at; inside a cut, where reading goes on after it.

        Raises ValueError where ``offset`` is not in the source.
        """
        if not 0 <= offset <= len(self.source):
            raise ValueError(f"offset {offset} is outside a source of {len(self.source)} characters")
        index = bisect_right(self._source_starts, offset) - 1
        if index < 0:
            return 0
        run = self._runs[index]
        if run.kept and offset <= run.source_end:
            return run.view_start + offset - run.source_start
        if offset == run.source_start:
            return run.view_start
        return self._runs[index + 1].view_start
