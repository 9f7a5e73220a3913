"""Numbers of applicants and complaints by the thousand; the importer keeps the trail."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from cadres.models import Cadre
from core import bulk
from core.dates import legal_day
from core.errors import StateConflict
from core.workflow.engine import lock as locked
from evidence import permissions
from evidence.models import Complaint, ComplaintPlan, ServedCount
from evidence.regulations import complaints as rules

Values = dict[str, Any]
Key = tuple[int, int, str]  # plan, person, applicant


def plans_of(county: Any) -> dict[tuple[int, str], ComplaintPlan]:
    """Answer the county's periods that take records, by (unit, title)."""
    rows = ComplaintPlan.objects.filter(county=county, settled_at__isnull=False, closed_at=None)
    return {(row.unit_id, row.title): row for row in rows}


def day_fault(plan: ComplaintPlan, on: str, today: date) -> str:
    """Answer why a complaint of a day does not fit the period, empty if it does."""
    fits = rules.day_is_in_the_period.judge(plan, date.fromisoformat(on), today)
    return "" if fits else str(rules.day_is_in_the_period.sentence)


def known_counts(ids: Sequence[int]) -> dict[tuple[int, int], int]:
    """Answer the numbers of applicants of people by (plan, person)."""
    rows = ServedCount.objects.filter(cadre__in=ids, plan__closed_at=None)
    return {(plan, cadre): pk for plan, cadre, pk in rows.values_list("plan", "cadre", "pk")}


def known_complaints(ids: Sequence[int]) -> dict[Key, int]:
    """Answer the complaints about people that have a number, by its digest; the first of each."""
    rows = Complaint.objects.filter(cadre__in=ids, plan__closed_at=None).exclude(applicant="")
    told = rows.order_by("-pk").values_list("plan", "cadre", "applicant", "pk")
    return {(plan, cadre, applicant): pk for plan, cadre, applicant, pk in told}


def current_counts(ids: Sequence[int], county: Any, *, lock: bool = False) -> dict[int, Values]:
    """Answer numbers of applicants as JSON-able values, locked behind their plans if asked."""
    rows = _locked_rows(ServedCount, ids, county, lock)
    return {row.pk: {"applicants": row.applicants, "source": row.source} for row in rows}


def current_complaints(ids: Sequence[int], county: Any, *, lock: bool = False) -> dict[int, Values]:
    """Answer complaints as JSON-able values, locked behind their plans if asked."""
    rows = _locked_rows(Complaint, ids, county, lock)
    return {
        row.pk: {"kind": row.kind, "channel": row.channel, "on": row.on.isoformat()} for row in rows
    }


def _locked_rows(model: Any, ids: Sequence[int], county: Any, lock: bool) -> Any:
    rows = model.objects.filter(pk__in=ids, plan__county=county).order_by("pk")
    if not lock:
        return rows
    plans = ComplaintPlan.objects.filter(pk__in=rows.order_by().values("plan")).order_by("pk")
    list(plans.select_for_update(of=("self",)))
    return rows.select_for_update(of=("self",))


def count(rows: Sequence[Values], *, by: Any, at: datetime) -> list[int]:
    """Enter numbers of applicants.

    :raises NotAllowed: the own number
    :raises RegulationBroken: CP-06 closed meanwhile, CP-07 not of the unit any more
    """
    _checked(rows, by=by)
    held = [
        ServedCount(
            plan_id=row["plan_id"],
            cadre_id=row["cadre"],
            applicants=row["applicants"],
            source=row["source"],
            entered_by=by,
            entered_at=at,
        )
        for row in rows
    ]
    bulk.insert(held)
    return [one.pk for one in held]


def correct(rows: Sequence[tuple[int, Values]], *, by: Any, at: datetime) -> None:
    """Correct numbers of applicants.

    :raises NotAllowed: the own number
    :raises RegulationBroken: CP-06, closed meanwhile
    """
    found = ServedCount.objects.select_related("cadre").in_bulk([pk for pk, _values in rows])
    _open_plans({one.plan_id for one in found.values()}, by=by)
    for pk, values in rows:
        one = found[pk]
        permissions.enter_complaint.check(by, one.cadre)
        one.applicants = values.get("applicants", one.applicants)
        one.source = values.get("source", one.source)
        one.entered_by, one.entered_at = by, at
    fields = ["applicants", "source", "entered_by", "entered_at"]
    ServedCount.objects.bulk_update(found.values(), fields, batch_size=500)


def enter(rows: Sequence[Values], *, by: Any, at: datetime) -> list[int]:
    """Enter complaints; somebody else looks into each.

    :raises NotAllowed: about oneself
    :raises RegulationBroken: CP-06 closed meanwhile, CP-07 not of the unit any more, CP-08 the day
    """
    plans = _checked(rows, by=by)
    for row in rows:
        on = date.fromisoformat(row["on"])
        rules.day_is_in_the_period.check(plans[row["plan_id"]], on, legal_day(at))
    found = [
        Complaint(
            plan_id=row["plan_id"],
            cadre_id=row["cadre"],
            kind=row["kind"],
            channel=row["channel"],
            on=date.fromisoformat(row["on"]),
            applicant=row["applicant"],
            entered_by=by,
            entered_at=at,
        )
        for row in rows
    ]
    bulk.insert(found)
    return [one.pk for one in found]


def _checked(rows: Sequence[Values], *, by: Any) -> dict[int, ComplaintPlan]:
    plans = _open_plans({row["plan_id"] for row in rows}, by=by)
    people = Cadre.objects.in_bulk([row["cadre"] for row in rows])
    for row in rows:
        permissions.enter_complaint.check(by, people[row["cadre"]])
        rules.person_is_of_the_unit.check(people[row["cadre"]], plans[row["plan_id"]])
    return plans


def _open_plans(ids: Iterable[int], *, by: Any) -> dict[int, ComplaintPlan]:
    """Lock plans in the order of their ids; all must take records."""
    rows = ComplaintPlan.objects.filter(pk__in=ids).order_by("pk")
    plans = {row.pk: locked(row) for row in rows}
    for plan in plans.values():
        permissions.keep_complaints.check(by, plan)
        rules.plan_takes_records.check(plan)
    return plans


def uncount(ids: Sequence[int], *, by: Any, at: datetime) -> None:
    """Take out again what a run had entered.

    :raises RegulationBroken: CP-06, closed meanwhile
    """
    rows = ServedCount.objects.filter(pk__in=ids)
    _open_plans(set(rows.values_list("plan", flat=True)), by=by)
    rows.delete()


def refuse_removal() -> None:
    """Refuse: a complaint stays, whoever entered it.

    :raises StateConflict: always
    """
    raise StateConflict(_("投诉录入后不能删除；录错的，由核查人认定为不属实并写明依据。"))


def closed(model: Any, ids: Sequence[int]) -> set[int]:
    """Answer which rows stand in a period that has ended."""
    rows = model.objects.filter(pk__in=ids, plan__closed_at__isnull=False)
    return set(rows.values_list("pk", flat=True))
