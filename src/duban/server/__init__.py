"""The office's server: a Django project that runs the loop. Django is imported here and nowhere else in the house.

Apps, each with ``models`` (shape), ``actions`` (the only writer), ``queries`` and ``access`` (the only door):
``audit`` (the log that only grows), ``people`` (units and posts), ``documents`` (what was read), ``ledger`` (the loop),
``notices`` (who is told what), and on top ``web`` (pages) and ``api`` (REST). ``config`` puts them together.
"""
