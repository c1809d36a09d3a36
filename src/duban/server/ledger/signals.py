"""What happens in the ledger, told to the apps above it after the commit; they may tell people, and change nothing.

``moved`` is sent with ``moves``, the ids of the moves of one act, in the order they were made.
"""

from django.dispatch import Signal

moved = Signal()
