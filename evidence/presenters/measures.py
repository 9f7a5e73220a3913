"""Where the numbers of a comparison come from."""

from django.urls import reverse

from evidence.queries.measures import Measure

_PAGES = {
    "points": "evidence:statement",
    "work": "evidence:statement",
    "deducted": "evidence:statement",
    "ballot": "evidence:poll",
    "reminded": "evidence:reminder",
    "complaints": "evidence:complaint-person",
    "found": "evidence:finding",
}
_QUERIES = {"points": {"period": "all"}, "work": {"period": "all"}}
_QUERIES["deducted"] = {"period": "all", "source": "minus"}


def address(measure: Measure, cadre_pk: int) -> str:
    """Answer the page that lists the rows behind one person's number, empty without one."""
    source = measure.sources.get(cadre_pk)
    if source is None:
        return ""
    args = [source, cadre_pk] if measure.code == "complaints" else [source]
    return reverse(_PAGES[measure.code], args=args, query=_QUERIES.get(measure.code))
