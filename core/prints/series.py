"""Series: which papers can be printed in bulk. Upper floors register theirs in `prints.py`."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.module_loading import autodiscover_modules


@dataclass(frozen=True)
class Paper:
    """One paper of a bulk print: its document, under which unit it lies, whom it is about."""

    document_id: int
    heading: str
    about: int


@dataclass(frozen=True)
class Series:
    """Papers of one sort that are printed and served together.

    :param papers: (user, params) → what this user may print, in the order of units
    :param refusal: (user, params) → why they may not print these at all, empty if they may
    :param place: where it stands among the others, the first is offered first
    """

    name: str
    label: str | Promise
    papers: Callable[[Any, dict[str, Any]], Sequence[Paper]]
    refusal: Callable[[Any, dict[str, Any]], str]
    place: int = 0


_register: dict[str, Series] = {}


def register(series: Series) -> Series:
    """Offer a series.

    :raises RuntimeError: two series of one name
    """
    known = _register.get(series.name)
    if known is not None and known.papers.__qualname__ != series.papers.__qualname__:
        raise RuntimeError(f"two series named {series.name}")
    _register[series.name] = series
    return series


def named(name: str) -> Series | None:
    """Answer the series of a name; None if nobody offers it."""
    autodiscover_modules("prints")
    return _register.get(name)


def offered(user: Any, params: dict[str, Any]) -> list[Series]:
    """Answer the series that the user may print, by their place."""
    autodiscover_modules("prints")
    found = sorted(_register.values(), key=lambda series: (series.place, series.name))
    return [series for series in found if not series.refusal(user, params)]
