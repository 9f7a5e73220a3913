"""Rows of the evidence floor in a world; each practice adds its own function to `rows`."""

from decimal import Decimal
from typing import Any

from evidence.services import books, counting, ledger, targets
from evidence.services import checklists as lists
from recall.services import signals
from tests.factories import books as make
from tests.factories import checklists, polls
from tests.factories.cadres import PostFactory
from tests.factories.evidence import raised_signal
from tests.factories.schemes import GroundFactory
from tests.factories.targets import planned
from tests.moments import NOW


def rows(where: Any) -> dict[str, Any]:
    return _signals(where) | _books(where) | _targets(where) | _polls(where) | _checklists(where)


def _polls(where: Any) -> dict[str, Any]:
    """Answer a poll at every stage; the closed one waits for the second entry of a paper."""
    told: dict[str, Any] = {"by": where.people["county_admin"]}
    closed = polls.closed_poll(polls.opened_poll(where.unit, channel="PAPER", **told))
    sheet = counting.enter_paper(
        closed,
        group=closed.groups.order_by("pk").first(),
        number=1,
        marks={"1": "A"},
        at=polls.AFTER,
        **told,
    )
    return {
        "draft_poll": polls.filled_poll(where.unit, **told),
        "open_poll": polls.opened_poll(where.unit, **told),
        "closed_poll": closed,
        "poll_sheet": sheet,
        "counted_poll": polls.counted_poll(polls.opened_poll(where.unit, **told)),
    }


def _signals(where: Any) -> dict[str, Any]:
    """Answer a signal about the draft's person, and another that the draft has taken."""
    draft, ground = where.draft, where.campaign.campaign_grounds.order_by("pk").first().ground
    signal = raised_signal(draft.cadre, ground=ground)
    other = raised_signal(draft.cadre, ground=ground, source_pk=2)
    taken = signals.take(draft, signal=other, by=draft.drafted_by, at=NOW)
    return {"signal": signal, "taken": taken}


def _books(where: Any) -> dict[str, Any]:
    """Answer a points book with a person's open entry, one objected to, and a score card."""
    book = make.opened_book(where.unit, by=where.people["unit_head"])
    member = make.member(book)
    entry, doubted = make.entry(member, "公文"), make.entry(member, "工作")
    objection = ledger.object_(doubted, text="不属实", by=member.cadre.user, at=make.MAY)
    duty = books.add_duty(
        member,
        kind="REGULAR",
        title="值班",
        week_hours=0,
        from_on=make.MONTH,
        by=book.opened_by,
        at=make.MAY,
    )
    outsider = PostFactory(cadre__unit=where.unit).cadre
    return {
        "book": book,
        "period": make.period(book),
        "member": member,
        "points_entry": entry,
        "objection": objection,
        "duty": duty,
        "outsider": outsider,
    }


def _targets(where: Any) -> dict[str, Any]:
    """Answer a plan that takes scores, one with a target to spare, and a settled one."""
    head = where.people["unit_head"]
    plan = planned(where.unit, by=head)
    spare = targets.add_item(plan, title="备用", weight=Decimal(5), source="测试", by=head, at=NOW)
    settled = targets.settle(planned(where.unit, by=head, year=2017, whole=True), by=head, at=NOW)
    return {"plan": plan, "spare_target": spare, "settled_plan": settled}


def _checklists(where: Any) -> dict[str, Any]:
    """Answer a draft, a settled list with a zero return, and a report that waits."""
    admin, clerk = where.people["county_admin"], where.people["unit_clerk"]
    told = checklists.settled(where.county, by=admin)
    zero = lists.return_zero(
        told, unit=where.unit, reason="逐人核对", by=where.people["unit_head"], at=NOW
    )
    return {
        "checklist": told,
        "quiet_checklist": checklists.settled(where.county, by=admin, title="第二批清单"),
        "zero": zero,
        "draft_checklist": checklists.drawn(where.county, by=admin, title="起草中的清单"),
        "problem": checklists.reported(told, PostFactory(cadre__unit=where.unit).cadre, by=clerk),
        "spare_ground": GroundFactory(code="T-9"),
    }
