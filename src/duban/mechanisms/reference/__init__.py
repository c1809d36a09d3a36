"""The generated pages about the loop and the mechanisms: what the tables and files say, for those who use them.

Nothing is explained here that does not stand in the data; ``docs/reference_pages.py`` writes the pages.
"""

from duban.mechanisms.loading import archetype, load_all
from duban.mechanisms.reference.loop import loop_page
from duban.mechanisms.reference.sections import mechanisms_page

__all__ = ["pages"]


def pages() -> dict[str, str]:
    """The text of each page, by its file's name."""
    base, mechanisms = archetype("ledger-loop"), load_all()
    return {
        "lifecycle.md": loop_page(base, "en"),
        "lifecycle.zh-CN.md": loop_page(base, "zh"),
        "mechanisms.md": mechanisms_page(mechanisms, "en"),
        "mechanisms.zh-CN.md": mechanisms_page(mechanisms, "zh"),
    }
