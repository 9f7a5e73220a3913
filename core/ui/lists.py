"""What every list page needs from its query string: a page, an order, tabs and chips.

A view reads `request.GET` once and hands it over as `params`; nothing here knows HTTP.
"""

from types import SimpleNamespace
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.forms import BaseForm, BoundField
from django.utils.translation import gettext as _

SIZES = (20, 50, 100)


def page_of(rows: Any, params: Any) -> Page:
    """Answer the page that `?page` and `?size` ask for; nonsense gives the nearest real page.

    The keys of a page are looked for first: the database then joins and counts for its lines only,
    and not for the whole list that it must sort.
    """
    asked = params.get("size", "")
    size = int(asked) if asked in {str(size) for size in SIZES} else SIZES[0]
    page = Paginator(rows, size).get_page(params.get("page"))
    if isinstance(rows, QuerySet):
        shown: Any = page.object_list
        keys = list(shown.values_list("pk", flat=True))
        page.object_list = rows.filter(pk__in=keys)
    return page


def in_order(rows: QuerySet, params: Any, *, by: dict[str, str], default: str) -> QuerySet:
    """Sort by `?sort=key` or `-key`. `by` names the allowed keys and their fields.

    The primary key breaks ties, so that no row is on two pages.
    """
    asked = params.get("sort", default)
    key = asked.removeprefix("-")
    if key not in by:
        asked, key = default, default.removeprefix("-")
    sign = "-" if asked.startswith("-") else ""
    return rows.order_by(f"{sign}{by[key]}", "pk")


def _without(params: Any, **changed: str | None) -> str:
    query = params.copy()
    for name, value in changed.items():
        query.pop(name, None)
        if value is not None:
            query[name] = value
    return f"?{query.urlencode()}"


def tabs(
    params: Any, offered: list[tuple[str, Any, int | None]], *, name: str = "view"
) -> list[dict]:
    """Answer the saved views over a list: (value, label, count); the first is the usual one."""
    now = params.get(name, offered[0][0])
    return [
        {
            "label": label,
            "n": n,
            "on": value == now,
            "url": _without(params, **{name: value, "page": None}),
        }
        for value, label, n in offered
    ]


def _spoken(field: BoundField, value: Any) -> str:
    chosen = {str(part) for part in (value if isinstance(value, list | tuple) else [value])}
    words = [
        str(label)
        for code, label in _flat(getattr(field.field, "choices", ()))
        if str(code) in chosen
    ]
    return _("、").join(words or sorted(chosen))


def _flat(choices: Any) -> Any:
    for code, label in choices:
        if isinstance(label, list | tuple):
            yield from label
        else:
            yield code, label


def chips(form: BaseForm, params: Any, *, words: str = "") -> list[dict[str, str]]:
    """Answer one chip for each filter in use: its words and the address without it.

    :param words: what was searched for by name; its chip asks to forget it
    """
    searched = [{"label": f"“{words}”", "url": "?forget=1"}] if words else []
    used = [(field, field.value()) for field in form if not field.is_hidden and field.value()]
    return searched + [
        {
            "label": str(field.label) + _("：") + _spoken(field, value),
            "url": _without(params, **{field.html_name: None, "page": None}),
        }
        for field, value in used
    ]


class KeysetPage:
    """A page of a long list, found by the row before it: the last page costs what the first does.

    The address names that row by its key, so no personal data stands in it.
    """

    is_keyset = True
    number = 1

    def __init__(self, rows: list[Any], *, count: int, size: int, back: Any, on: Any) -> None:
        self.object_list, self.count, self.size = rows, count, size
        self.before, self.after = back, on
        self.paginator = SimpleNamespace(count=count, num_pages=1, per_page=size)

    def __iter__(self) -> Any:
        return iter(self.object_list)


def keyset_of(rows: QuerySet, params: Any, *, by: str) -> KeysetPage:
    """Answer the rows after `?after=key` or before `?before=key`, in the order of `by` and key.

    A key that is not among the rows gives the first page.
    """
    asked = params.get("size", "")
    size = int(asked) if asked in {str(size) for size in SIZES} else SIZES[0]
    name = "before" if "before" in params else "after"
    key = params.get(name, "")
    key = int(key) if key.isascii() and key.isdigit() and len(key) < 19 else 0
    mark = rows.filter(pk=key).values_list(by, flat=True).first() if key else None
    back = mark is not None and name == "before"
    found = _beyond(rows, by, mark, key, back) if mark is not None else rows.order_by(by, "pk")
    some = list(found[: size + 1])
    more, some = len(some) > size, some[:size]
    if back:
        some.reverse()
    return KeysetPage(
        some,
        count=rows.count(),
        size=size,
        back=some[0].pk if some and (more if back else mark is not None) else None,
        on=some[-1].pk if some and (back or more) else None,
    )


def _beyond(rows: QuerySet, by: str, mark: Any, key: int, back: bool) -> QuerySet:
    if back:
        rest = rows.filter(**{f"{by}__lte": mark}).exclude(**{by: mark, "pk__gte": key})
        return rest.order_by(f"-{by}", "-pk")
    return (
        rows.filter(**{f"{by}__gte": mark}).exclude(**{by: mark, "pk__lte": key}).order_by(by, "pk")
    )
