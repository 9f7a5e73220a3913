"""公示: proposed by one, consented by each, weighed, approved by another, over by the clock."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from assessment import permissions
from assessment.enums import Audience, Footing, ImpactVerdict, Told
from assessment.models import Disclosure, DisclosureEntry, ImpactAssessment
from assessment.queries import disclosures as queries
from assessment.regulations import disclosures as rules
from assessment.services import messages
from core import dates
from core.audit import trail
from core.errors import NotAllowed, StateConflict
from core.workflow.engine import lock
from evidence.services import files
from recall.models import Case
from units.models import Jurisdiction

_KEPT_MONTHS = 36  # 个人信息保护法第五十六条


@dataclass(frozen=True)
class Plan:
    """To whom, on what footing, what for, from which day, for how many working days."""

    audience: str
    footing: str
    purpose: str
    wished_on: date
    days: int = rules.DAYS
    basis: str = ""
    grounds_clause: str = ""

    def values(self) -> dict[str, Any]:
        """Answer the columns; a basis belongs to a law alone."""
        basis = self.basis.strip() if self.footing == Footing.LAW else ""
        told = {"basis": basis, "grounds_clause": self.grounds_clause.strip()}
        return asdict(self) | told | {"purpose": self.purpose.strip()}


@dataclass(frozen=True)
class Impact:
    """The three questions of the law and what they come to."""

    need: str
    risk: str
    safeguards: str
    verdict: str


@transaction.atomic
def propose(
    county: Jurisdiction,
    *,
    cases: Sequence[Case],
    plan: Plan,
    by: Any,
    at: datetime,
) -> Disclosure:
    """Propose to show decisions to an audience; the words that would be shown are frozen now.

    On the footing of consent each person is asked.

    :raises RegulationBroken: DS-01, DS-02, DS-04, DS-05, DS-06, DS-08, DS-09
    :raises NotAllowed: no admin of the county, or the own matter
    """
    permissions.propose_disclosure.check(by, county)
    rules.few_people.check(len(cases))
    rows = [lock(one) for one in sorted(cases, key=lambda one: one.pk)]
    _check_cases(rows, by)
    rules.one_unit.check(plan.audience, [one.unit_id for one in rows])
    _check_plan(plan, on=dates.legal_day(at))
    unit = rows[0].unit_id if plan.audience == Audience.UNIT else None
    row = Disclosure.objects.create(
        county=county, unit_id=unit, proposed_by=by, proposed_at=at, **plan.values()
    )
    told: dict[str, Any] = {"audience": row.audience, "footing": row.footing}
    trail.record(row, "propose_disclosure", by=by, at=at, **told)
    for case in rows:
        words = queries.words(case, with_ground=bool(row.grounds_clause))
        one = DisclosureEntry.objects.create(disclosure=row, case=case, **words)
        if row.footing == Footing.CONSENT:
            messages.tell_disclosed(Told.DISCLOSURE_ASKED, one, by=by, at=at)
    return row


def _check_plan(plan: Plan, *, on: date) -> None:
    rules.basis_is_named.check(plan.footing, plan.basis)
    rules.purpose_is_told.check(plan.purpose)
    rules.ends_soon.check(plan.days, plan.wished_on, on)
    rules.grounds_by_law_alone.check(plan.grounds_clause, plan.footing, plan.audience)


def _check_cases(cases: Sequence[Case], by: Any) -> None:
    for case in cases:
        if case.subject_id == by.pk:
            raise NotAllowed(_("不得经办涉及本人的事项。"))
        rules.decision_is_settled.check(
            queries.is_served(case), queries.is_fallen(case), queries.is_appealed(case)
        )


def _waiting(disclosure: Disclosure) -> Disclosure:
    """Lock the cases, then the disclosure.

    :raises StateConflict: decided or withdrawn by now
    """
    for entry in disclosure.entries.select_related("case").order_by("case"):
        lock(entry.case)
    row = lock(disclosure)
    if not row.is_waiting:
        raise StateConflict(_("这件公示已经审批或者撤回。"))
    return row


@transaction.atomic
def withdraw(disclosure: Disclosure, *, by: Any, at: datetime) -> Disclosure:
    """Take a proposal back; nothing was shown."""
    row = _waiting(disclosure)
    permissions.keep_disclosure.check(by, row)
    row.withdrawn_by, row.withdrawn_at = by, at
    row.save(update_fields=["withdrawn_by", "withdrawn_at"])
    trail.record(row, "withdraw_disclosure", by=by, at=at)
    return row


@transaction.atomic
def assess_impact(
    disclosure: Disclosure, *, impact: Impact, by: Any, at: datetime
) -> ImpactAssessment:
    """Write down the impact assessment, once; it is kept for three years.

    :raises RegulationBroken: DS-13
    :raises StateConflict: assessed before, or the disclosure is decided
    """
    row = _waiting(disclosure)
    permissions.keep_disclosure.check(by, row)
    if ImpactAssessment.objects.filter(disclosure=row).exists():
        raise StateConflict(_("影响评估已经登记；需要重新评估的，撤回后重新提出。"))
    rules.impact_is_whole.check(impact.need, impact.risk, impact.safeguards)
    made = ImpactAssessment.objects.create(
        disclosure=row,
        keep_until_on=dates.add_months(dates.legal_day(at), _KEPT_MONTHS),
        made_by=by,
        made_at=at,
        **{name: words.strip() for name, words in asdict(impact).items()},
    )
    trail.record(row, "assess_impact", by=by, at=at, verdict=impact.verdict)
    return made


@transaction.atomic
def decide(
    disclosure: Disclosure, *, is_approved: bool, opinion: str = "", by: Any, at: datetime
) -> Disclosure:
    """Approve a disclosure or refuse it, as a second person.

    Approved, it begins on the day that was wished for, or today if that is past, and ends by the
    working calendar. The last day counts whole.

    :raises RegulationBroken: DS-01 a decision is not settled any more, DS-03 somebody has not
        consented, DS-07 no impact assessment allows it, DS-10 a refusal without a reason
    :raises StateConflict: decided or withdrawn before
    """
    row = _waiting(disclosure)
    permissions.approve_disclosure.check(by, row)
    if is_approved:
        _check_footing(row)
        row.from_on = max(row.wished_on, dates.legal_day(at))
        row.until_on = dates.add_working_days(row.from_on, row.days)
    else:
        rules.reason_is_told.check(opinion)
    row.decided_by, row.decided_at = by, at
    row.is_approved, row.opinion = is_approved, opinion.strip()
    decided = ["decided_by", "decided_at", "is_approved", "opinion", "from_on", "until_on"]
    row.save(update_fields=decided)
    trail.record(row, "decide_disclosure", by=by, at=at, approved=is_approved)
    if is_approved:
        for one in row.entries.select_related("case__subject").order_by("pk"):
            trail.record(one, "show_name", by=by, at=at, audience=row.audience)
            messages.tell_disclosed(Told.DISCLOSURE_SHOWN, one, by=by, at=at)
    return row


def _check_footing(row: Disclosure) -> None:
    for entry in row.entries.select_related("case").order_by("case"):
        case = entry.case
        facts = queries.is_served(case), queries.is_fallen(case), queries.is_appealed(case)
        rules.decision_is_settled.check(*facts)
    lacking = row.entries.filter(consented_at=None) | row.entries.filter(declined_at__isnull=False)
    rules.everybody_consented.check(row.footing, lacking.count())
    impact = ImpactAssessment.objects.filter(disclosure=row).first()
    rules.impact_is_assessed.check(row.audience, impact.verdict if impact else ImpactVerdict.STOP)


@transaction.atomic
def consent(entry: DisclosureEntry, *, by: Any, at: datetime) -> DisclosureEntry:
    """Say yes to being shown, by the person's own act.

    :raises RegulationBroken: DS-14
    :raises StateConflict: decided, or answered before
    """
    permissions.answer_disclosure.check(by, entry)
    return _consent(entry, None, by=by, at=at)


@transaction.atomic
def consent_on_paper(
    entry: DisclosureEntry, *, content: bytes, by: Any, at: datetime
) -> DisclosureEntry:
    """Keep the form that a person signed; the officer answers for it.

    :raises RegulationBroken: DS-14, EV-01 to EV-06 the file
    :raises StateConflict: decided, or answered before
    """
    permissions.keep_disclosure.check(by, entry.disclosure)
    file = files.store(content, title=_("单独同意书"), by=by, at=at)
    return _consent(entry, file, by=by, at=at)


def _consent(entry: DisclosureEntry, file: Any, *, by: Any, at: datetime) -> DisclosureEntry:
    disclosure = _waiting(entry.disclosure)
    rules.consent_is_asked.check(disclosure.footing)
    row = lock(entry)
    if row.consented_at is not None or row.declined_at is not None:
        raise StateConflict(_("已经答复过。"))
    row.consented_by, row.consented_at, row.consent_file = by, at, file
    row.save(update_fields=["consented_by", "consented_at", "consent_file"])
    trail.record(row, "consent_disclosure", by=by, at=at, on_paper=file is not None)
    return row
