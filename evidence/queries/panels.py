"""Panels: who is tied to whom, who scored, what the scores come to, candidates side by side."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from cadres.models import Cadre, Kinship, Post
from evidence.enums import PanelSeat
from evidence.models import Panel, PanelCandidate, PanelMember, PanelRecusal, PanelSheet, Signal
from evidence.queries import protections

CENT = Decimal("0.01")


def ties(panel: Panel, members: list[PanelMember]) -> dict[tuple[int, int], str]:
    """Answer (member, candidate) → why the member has nothing to do with the candidate.

    Declared recusals, and without any declaration: oneself, kin, a shared home, the head of the
    own unit. Source: 公务员法 art. 74, 76.
    """
    found = {
        (row.member_id, row.candidate_id): _("已登记回避：%(why)s") % {"why": row.reason}
        for row in PanelRecusal.objects.filter(member__in=members)
    }
    return found | tied(members, panel.candidates.all())


def tied(seats: Iterable[Any], judged: Iterable[Any]) -> dict[tuple[int, int], str]:
    """Answer (seat, judged) → why, without any declaration: oneself, kin, home, own head.

    :param seats: rows with a user; `judged`, rows with a cadre
    """
    found = {}
    people = {row.cadre_id: row for row in judged}
    users = [row.user_id for row in seats]
    own = {row.user_id: row for row in Cadre.objects.filter(user__in=users)}
    kin = _kin([row.pk for row in own.values()])
    posts = Post.objects.filter(cadre__in=people, is_head=True, until_on=None)
    heads = set(posts.values_list("cadre", "unit"))
    for seat in seats:
        cadre = own.get(seat.user_id)
        for pk, row in people.items() if cadre else ():
            if pk in kin[cadre.pk] or pk == cadre.pk:  # type: ignore[union-attr]
                found[seat.pk, row.pk] = _("与人选是同一人、亲属或共同居住")
            elif (pk, cadre.unit_id) in heads:  # type: ignore[union-attr]
                found[seat.pk, row.pk] = _("人选是其所在单位的主要负责人")
    return found


def _kin(cadres: list[int]) -> dict[int, set[int]]:
    rows = Kinship.objects.standing().filter(Q(cadre__in=cadres) | Q(relative__in=cadres))
    kin: dict[int, set[int]] = defaultdict(set)
    for one, other in rows.values_list("cadre", "relative"):
        kin[one].add(other)
        kin[other].add(one)
    return kin


def scoring(panel: Panel) -> list[PanelMember]:
    """Answer chair and members, the chair first."""
    rows = panel.members.exclude(seat=PanelSeat.RECORDER).select_related("user")
    return sorted(rows, key=lambda row: (row.seat != PanelSeat.CHAIR, row.pk))


def missing(panel: Panel, members: list[PanelMember]) -> dict[int, int]:
    """Answer, by member, how many candidates they have neither scored nor been kept from."""
    tied = set(ties(panel, members))
    given = set(PanelSheet.objects.filter(member__in=members).values_list("member", "candidate"))
    candidates = [row.pk for row in panel.candidates.all()]
    return {
        member.pk: sum((member.pk, pk) not in tied | given for pk in candidates)
        for member in members
    }


@dataclass
class Result:
    """What a candidate's scores come to: the mean of the members' totals, and how far apart."""

    candidate: PanelCandidate
    count: int = 0
    mean: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    is_on_line: bool = False
    left_out: str = ""
    sheets: list[PanelSheet] = field(default_factory=list)

    @property
    def spread(self) -> Decimal | None:
        return None if self.high is None or self.low is None else self.high - self.low

    @property
    def cadre(self) -> Cadre:
        return self.candidate.cadre

    @property
    def said(self) -> str:
        """Answer the sentence of a signal."""
        return (
            f"研判小组 {self.count} 人评分，平均 {self.mean:f} 分"
            f"（最低 {self.low:f}，最高 {self.high:f}）"
        )


def results(panel: Panel) -> list[Result]:
    """Answer every candidate of a closed panel, the gravest first; too few scores give no mean.

    Mean = sum of the members' totals ÷ their number, two places, half up.
    """
    sheets: dict[int, list[PanelSheet]] = defaultdict(list)
    rows = PanelSheet.objects.filter(candidate__panel=panel).select_related("member__user")
    for sheet in rows.order_by("member"):
        sheets[sheet.candidate_id].append(sheet)
    candidates = list(panel.candidates.select_related("cadre__unit").order_by("pk"))
    kept = protections.within(
        [row.cadre_id for row in candidates], first=panel.from_on, last=panel.until_on
    )
    found = [_result(panel, row, sheets[row.pk], kept.get(row.cadre_id, "")) for row in candidates]
    return sorted(found, key=lambda one: (one.mean is None, -(one.mean or 0), one.candidate.pk))


def _result(panel: Panel, candidate: PanelCandidate, sheets: list[PanelSheet], kept: str) -> Result:
    totals = [sheet.total for sheet in sheets]
    if len(totals) < panel.quorum:
        return Result(candidate, len(totals), left_out=kept, sheets=sheets)
    mean = (sum(totals, Decimal(0)) / len(totals)).quantize(CENT, ROUND_HALF_UP)
    return Result(
        candidate,
        len(totals),
        mean,
        min(totals),
        max(totals),
        mean >= panel.line,
        kept,
        sheets,
    )


@dataclass
class Side:
    """A candidate as they stand beside the others."""

    candidate: PanelCandidate
    post: str
    years: int | None
    signals: list[Signal]
    protection: str


def side_by_side(panel: Panel, *, on: date) -> list[Side]:
    """Answer the candidates with post, full years in it, signals of the period, protections."""
    candidates = list(panel.candidates.select_related("cadre__unit").order_by("pk"))
    cadres = [row.cadre_id for row in candidates]
    posts = Post.objects.filter(cadre__in=cadres, is_main=True, until_on=None)
    held = {row.cadre_id: row for row in posts}
    told: dict[int, list[Signal]] = defaultdict(list)
    for signal in signals_of(panel).filter(cadre__in=cadres).order_by("until_on", "pk"):
        told[signal.cadre_id].append(signal)
    kept = protections.within(cadres, first=panel.from_on, last=panel.until_on)
    return [
        Side(
            row,
            held[row.cadre_id].title if row.cadre_id in held else "",
            _years(held[row.cadre_id].from_on, on) if row.cadre_id in held else None,
            told[row.cadre_id],
            kept.get(row.cadre_id, ""),
        )
        for row in candidates
    ]


def _years(since: date, on: date) -> int:
    return on.year - since.year - ((on.month, on.day) < (since.month, since.day))


def signals_of(panel: Panel) -> QuerySet[Signal]:
    """Answer the standing signals of the panel's place that touch its period."""
    place = Q(unit=panel.unit_id) if panel.unit_id else Q(county=panel.county_id)
    rows = Signal.objects.standing().filter(
        place, from_on__lte=panel.until_on, until_on__gte=panel.from_on
    )
    return rows.exclude(practice="PANEL", source_pk=panel.pk).select_related("ground")


def people_with_signals(panel: Panel) -> QuerySet[Cadre]:
    """Answer whom a signal of the period names, and who is not a candidate yet."""
    named = signals_of(panel).values("cadre")
    rows = Cadre.objects.filter(pk__in=named, merged_into=None)
    return rows.exclude(pk__in=panel.candidates.values("cadre")).order_by("name", "pk")


def people_to_seat(county: int, seats: QuerySet[Any]) -> QuerySet[User]:
    """Answer the accounts of a county's people and of those who hold a role in it, not seated."""
    rows = User.objects.filter(
        Q(cadre__unit__county=county)
        | Q(grants__county=county, grants__revoked_at=None)
        | Q(grants__unit__county=county, grants__revoked_at=None),
        is_active=True,
    )
    return rows.exclude(pk__in=seats.values("user")).distinct()
