"""Where the numbers of a comparison come from."""

from django.urls import reverse

from evidence.queries.measures import Measure

_PAGES = {
    "points": "evidence:statement",
    "work": "evidence:statement",
    "deducted": "evidence:statement",
    "ballot": "evidence:poll",
    "reminded": "evidence:reminder",
    "overdue": "evidence:week-person",
    "absent": "evidence:work-person",
    "late": "evidence:work-person",
    "complaints": "evidence:complaint-person",
    "found": "evidence:finding",
}
_OF_A_PERSON = ("complaints", "overdue")  # pages that name the person too
_QUERIES = {"points": {"period": "all"}, "work": {"period": "all"}}
_QUERIES["deducted"] = {"period": "all", "source": "minus"}


def address(measure: Measure, cadre_pk: int) -> str:
    """Answer the page that lists the rows behind one person's number, empty without one."""
    source = measure.sources.get(cadre_pk)
    if source is None:
        return ""
    args = [source, cadre_pk] if measure.code in _OF_A_PERSON else [source]
    query = {**_QUERIES.get(measure.code, {}), **measure.query}
    return reverse(_PAGES[measure.code], args=args, query=query or None)
