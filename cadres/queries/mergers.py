"""Under which files a person stood at which time: what was noted stays under the id of its day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from cadres.models import Cadre, Merger


@dataclass(frozen=True)
class Span:
    """A file's id, and between which instants it also stood for the person; None: always."""

    cadre_id: int
    since: datetime | None = None
    until: datetime | None = None


def whole(cadre: Cadre) -> Cadre:
    """Answer the file that a person has now: of a merged one, the file that was kept."""
    seen = {cadre.pk}
    while cadre.merged_into_id and cadre.merged_into_id not in seen:
        cadre = Cadre.objects.select_related("unit").get(pk=cadre.merged_into_id)
        seen.add(cadre.pk)
    return cadre


def spans(cadre: Cadre) -> list[Span]:
    """Answer every id under which something about a person may have been noted.

    The file itself and all that were merged into it count at any time. A file that held the person
    until a merger was undone counts between the two: whoever looked then saw both people.
    """
    found = [Span(pk) for pk in sorted(_below(whole(cadre).pk))]
    for span in found:  # grows while it is walked: files that held them may have been held
        for merger in Merger.objects.filter(gone=span.cadre_id, undone_at__isnull=False):
            first = max(filter(None, (merger.merged_at, span.since)))
            last = min(filter(None, (merger.undone_at, span.until)))
            if first <= last and Span(merger.kept_id, first, last) not in found:
                found.append(Span(merger.kept_id, first, last))
    return found


def _below(pk: int) -> set[int]:
    found, fresh = {pk}, {pk}
    while fresh:
        rows = Cadre.objects.filter(merged_into__in=fresh).values_list("pk", flat=True)
        fresh = set(rows) - found
        found |= fresh
    return found


def fitting(spans: Iterable[Span], *, about: str, at: str) -> Q:
    """Answer the condition that a row's person (a lookup) at its instant is in one of the spans."""
    wanted = Q(pk__in=())  # nobody
    for span in spans:
        one = Q(**{about: [span.cadre_id] if about.endswith("__contains") else span.cadre_id})
        if span.since and span.until:
            one &= Q(**{f"{at}__gte": span.since, f"{at}__lte": span.until})
        wanted |= one
    return wanted
