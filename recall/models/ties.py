"""Who is tied to a nomination: 同单位, whose colleague the person is or was while it runs, and kin.

The nominating unit, the unit in which the person now is, and each in which they held a main post
since the draft: who is posted elsewhere meanwhile has colleagues in both places. Source: 公务员法
art. 74, 76; domain reference 2.12. The same is said in SQL in recall.models.decisions.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils.functional import cached_property

from cadres.models import Cadre, Kinship, Post
from core import dates


class Interested:
    """Who has no hand in a nomination any more, each read once for a row.

    A row that was read is as it was read, these too: an act locks its row and so reads it anew.
    """

    cadre_id: int
    recusals: Any
    verifications: Any

    def tied_ids(self) -> set[int]:
        """Answer the accounts of the person's kin and of the people of the person's units.

        Source: 公务员法 art. 74, 76; verifiers are not from the unit (domain reference 2.12).
        """
        return self._tied_ids

    @cached_property
    def _tied_ids(self) -> set[int]:
        return set(self.tied().filter(user__isnull=False).values_list("user", flat=True))

    @cached_property
    def recused_ids(self) -> set[int]:
        """The accounts that keep out of it."""
        return set(self.recusals.values_list("user_id", flat=True))

    @cached_property
    def verifier_ids(self) -> set[int]:
        """The accounts that verified it, in any submission."""
        return set(self.verifications.values_list("by_id", flat=True))

    def tied(self) -> QuerySet[Cadre]:
        """Answer the kin and the units' people themselves, also those without an account."""
        pairs = Kinship.objects.standing().of(self.cadre_id).values_list("cadre", "relative")
        kin = {pk for pair in pairs for pk in pair} - {self.cadre_id}
        return Cadre.objects.filter(Q(pk__in=kin) | colleagues(self))


def colleagues(nomination: Any) -> Q:
    """Answer which people are of the units of a nomination's person."""
    now = Cadre.objects.filter(pk=nomination.cadre_id).values("unit")
    found = Q(unit=nomination.unit_id) | Q(unit__in=now)
    if nomination.drafted_at is None:
        return found
    held = Q(until_on=None) | Q(until_on__gt=dates.legal_day(nomination.drafted_at))
    posts = Post.objects.filter(held, cadre=nomination.cadre_id, is_main=True)
    return found | Q(unit__in=posts.values("unit"))


def in_units(units: Any) -> Q:
    """Answer which nominations are about somebody of these units."""
    until = F("cadre__posts__until_on")
    held = Q(cadre__posts__until_on=None) | Q(drafted_at__date__lt=until)
    post = Q(cadre__posts__is_main=True, cadre__posts__unit__in=units)
    return Q(unit__in=units) | Q(cadre__unit__in=units) | (post & held)


def units_of(rows: Iterable[Any]) -> dict[int, set[int]]:
    """Answer the units of each nomination's person, in one query: nomination id → unit ids.

    Each row's cadre is read along.
    """
    rows = list(rows)
    people = {row.cadre_id for row in rows}
    posts: dict[int, list[tuple[int, Any]]] = {}
    held = Post.objects.filter(cadre__in=people, is_main=True)
    for cadre, unit, until_on in held.values_list("cadre", "unit", "until_on"):
        posts.setdefault(cadre, []).append((unit, until_on))
    return {
        row.pk: {row.unit_id, row.cadre.unit_id}
        | {
            unit
            for unit, until_on in posts.get(row.cadre_id, [])
            if until_on is None or (row.drafted_at and until_on > dates.legal_day(row.drafted_at))
        }
        for row in rows
    }
