"""Mechanisms of supervision as data, and what turns data into the types of ``governing``.

``<family>/<id>-<slug>.toml`` is one mechanism, ``archetypes/<name>.toml`` the loop that many share. `load` and
`load_all` read them, `adopt` takes one into use with its questions answered. What runs it is the server.
"""

from duban.mechanisms.adopting import Adopted, adopt, lifecycle, parameters
from duban.mechanisms.errors import Fault, MechanismError
from duban.mechanisms.form import Mechanism
from duban.mechanisms.loading import archetype, archetype_names, load, load_all, parse, schema
from duban.mechanisms.loops import Archetype

__all__ = [
    "Adopted",
    "Archetype",
    "Fault",
    "Mechanism",
    "MechanismError",
    "adopt",
    "archetype",
    "archetype_names",
    "lifecycle",
    "load",
    "load_all",
    "parameters",
    "parse",
    "schema",
]
