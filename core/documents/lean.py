"""WeasyPrint 70.0 loaded without the parts of fontTools that only rare faces need.

WeasyPrint imports the cutting of faces by fontTools, which it does only where HarfBuzz cannot, and
the fixing of variable faces: a hundred modules in every process that prints. Here whoever first
needs one of the two loads it. To be imported before anything of WeasyPrint.
"""

import sys
from importlib import import_module
from types import ModuleType
from typing import Any

_CUTTING, _VARIABLE = "fontTools.subset", "fontTools.varLib.instancer"


def instantiate(*told: Any, **more: Any) -> Any:
    """Fix a variable face, by fontTools."""
    return import_module(_VARIABLE).instantiateVariableFont(*told, **more)


def cutting(name: str) -> Any:
    """Answer what fontTools cuts faces with, by name.

    :raises AttributeError: the importing machine asks what kind of module this is
    """
    if name.startswith("__"):
        raise AttributeError(name)
    return getattr(import_module(_CUTTING), name)


def _load() -> None:
    """Import WeasyPrint with stand-ins for what it need not have, and take them away again."""
    names = (_CUTTING, _VARIABLE.rpartition(".")[0], _VARIABLE)
    stand_ins = {name: ModuleType(name) for name in names if name not in sys.modules}
    for stand_in in stand_ins.values():
        stand_in.__dict__.update(__getattr__=cutting, instantiateVariableFont=instantiate)
    sys.modules.update(stand_ins)
    try:
        import_module("weasyprint")
    finally:
        for name in stand_ins:
            del sys.modules[name]


if "weasyprint" not in sys.modules:
    _load()
