"""Red and yellow lists: proposed, told, heard, put up by another, taken down."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction

from cadres.enums import HonourKind
from cadres.services import records
from core.audit import trail
from core.dates import add_working_days, legal_day
from core.workflow.engine import lock
from evidence import permissions
from evidence.enums import ListColour, ObjectionFinding, Practice
from evidence.models import HonourList, ListEntry, Signal
from evidence.queries import honour_lists as figures
from evidence.queries import protections
from evidence.regulations import honour_lists as rules
from evidence.services import signals


@transaction.atomic
def draw_up(county: Any, *, unit: Any, by: Any, at: datetime, **given: Any) -> HonourList:
    """Begin the lists of a unit, or of a whole county with `unit` None.

    :param given: title, basis, from_on, until_on, scope; red_days and yellow_days, the days that
        an entry stays up; objection_days, working days, at least 3; yellows and ground
    :raises RegulationBroken: LS-01 the title stands, LS-02 the days, LS-03 half a rule of signals
    """
    row = HonourList(county=county, unit=unit, drawn_up_by=by, drawn_up_at=at, **given)
    permissions.keep_list.check(by, row)
    rules.list_is_new.check(
        HonourList.objects.filter(county=county, unit=unit, title=given["title"])
    )
    rules.list_has_days.check(row.from_on, row.until_on)
    rules.signals_name_a_ground.check(row.yellows, row.ground)
    row.save()
    trail.record(row, "draw_up_lists", by=by, at=at)
    return row


@transaction.atomic
def propose(
    row: HonourList, *, cadre: Any, colour: str, on: date, reason: str, by: Any, at: datetime
) -> ListEntry:
    """Propose a person for the red or the yellow list, with what happened and when.

    :raises NotAllowed: oneself
    :raises RegulationBroken: LS-04 closed, LS-05 not within, LS-06 the day, LS-07 protected,
        LS-08 no reason, LS-09 proposed already
    """
    row = lock(row)
    entry = ListEntry(list=row, cadre=cadre, unit=cadre.unit, colour=colour, on=on)
    permissions.propose_entry.check(by, entry)
    rules.list_is_running.check(row)
    rules.person_is_within.check(cadre, row)
    rules.fact_is_in_the_period.check(row, on, legal_day(at))
    rules.yellow_spares_the_protected.check(colour, _protected(cadre, on, legal_day(at)))
    rules.reason_is_told.check(reason)
    same = {"cadre": cadre, "colour": colour, "on": on, "withdrawn_at": None}
    rules.fact_is_new.check(row.entries.filter(**same))
    entry.reason, entry.proposed_by, entry.proposed_at = reason.strip(), by, at
    entry.save()
    trail.record(entry, "propose_for_list", by=by, at=at, colour=colour)
    return entry


def _protected(cadre: Any, on: date, today: date) -> bool:
    return any(protections.within([cadre.pk], first=day, last=day) for day in (on, today))


@transaction.atomic
def tell(entry: ListEntry, *, told_on: date, told_how: str, by: Any, at: datetime) -> ListEntry:
    """Write down that the person was told of the yellow list; the term to object begins.

    :raises RegulationBroken: LS-10 nothing to tell, LS-11 the day
    """
    row = lock(entry)
    permissions.propose_entry.check(by, row)
    rules.may_be_told.check(row)
    rules.told_in_time_order.check(told_on, legal_day(row.proposed_at), legal_day(at))
    row.told_on, row.told_how, row.told_by, row.told_at = told_on, told_how, by, at
    row.object_until_on = add_working_days(told_on, row.list.objection_days)
    names = ["told_on", "told_how", "told_by", "told_at", "object_until_on"]
    row.save(update_fields=names)
    trail.record(row, "tell_of_list", by=by, at=at)
    return row


@transaction.atomic
def say(entry: ListEntry, *, said: str, by: Any, at: datetime) -> ListEntry:
    """Take the person's objection, once, as long as the entry may go up or is up.

    :raises NotAllowed: not one's own
    :raises RegulationBroken: LS-08 too short, LS-12 said already or over
    """
    row = lock(entry)
    permissions.object_to_entry.check(by, row)
    rules.takes_a_word.check(row, legal_day(at))
    rules.reason_is_told.check(said)
    row.said, row.said_by, row.said_at = said.strip(), by, at
    row.save(update_fields=["said", "said_by", "said_at"])
    trail.record(row, "object_to_list", by=by, at=at)
    return row


@transaction.atomic
def answer(entry: ListEntry, *, answer: str, answer_reason: str, by: Any, at: datetime) -> Any:
    """Answer an objection; one that is upheld takes the entry off the lists.

    :raises NotAllowed: by who proposed it, or who is concerned
    :raises RegulationBroken: LS-08 no reason, LS-13 nothing waits
    """
    row = lock(entry)
    permissions.publish_entry.check(by, row)
    rules.word_waits.check(row)
    rules.reason_is_told.check(answer_reason)
    row.answer, row.answer_reason, row.answered_by, row.answered_at = answer, answer_reason, by, at
    row.save(update_fields=["answer", "answer_reason", "answered_by", "answered_at"])
    trail.record(row, "answer_list_objection", by=by, at=at, answer=answer)
    if answer == ObjectionFinding.UPHELD:
        return withdraw(row, reason=f"申辩成立：{answer_reason}"[:300], by=by, at=at)
    return row


@transaction.atomic
def publish(entry: ListEntry, *, by: Any, at: datetime) -> ListEntry:
    """Put an entry up from today for the days of its colour.

    :raises NotAllowed: by who proposed it, or who is concerned
    :raises RegulationBroken: LS-07 protected by now, LS-14 up or withdrawn, LS-15 not heard
    """
    row, today = lock(entry), legal_day(at)
    permissions.publish_entry.check(by, row)
    rules.may_be_published.check(row)
    rules.yellow_was_heard.check(row, today)
    rules.yellow_spares_the_protected.check(row.colour, _protected(row.cadre, row.on, today))
    is_red = row.colour == ListColour.RED
    days = row.list.red_days if is_red else row.list.yellow_days
    row.published_on, row.until_on = today, today + timedelta(days=days - 1)
    row.published_by, row.published_at = by, at
    row.save(update_fields=["published_on", "until_on", "published_by", "published_at"])
    trail.record(row, "publish_entry", by=by, at=at)
    return row


@transaction.atomic
def withdraw(entry: ListEntry, *, reason: str, by: Any, at: datetime) -> ListEntry:
    """Take an entry down at once, with what hung on it: the honour on file, a signal.

    :raises RegulationBroken: LS-08 no reason, LS-16 down already
    """
    row = lock(entry)
    permissions.withdraw_entry.check(by, row)
    rules.stands.check(row)
    rules.reason_is_told.check(reason)
    row.withdrawn_by, row.withdrawn_at, row.withdrawn_reason = by, at, reason.strip()
    row.save(update_fields=["withdrawn_by", "withdrawn_at", "withdrawn_reason"])
    trail.record(row, "withdraw_entry", by=by, at=at)
    if row.honour is not None:
        records.revoke_honour(row.honour, on=legal_day(at), by=by, at=at)
    if figures.exposed(row.list, row.cadre).count() < row.list.yellows:
        raised = {"practice": Practice.HONOUR_LISTS, "source_pk": row.list_id}
        for signal in Signal.objects.filter(cadre=row.cadre, withdrawn_at=None, **raised):
            signals.withdraw(signal, reason="所依据的黄榜已撤下", by=by, at=at)
    return row


@transaction.atomic
def file(entry: ListEntry, *, by: Any, at: datetime) -> ListEntry:
    """Write a published praise into the person's file, where the talent query finds it.

    :raises RegulationBroken: LS-17, not a standing red entry, or filed before
    """
    row = lock(entry)
    permissions.file_entry.check(by, row)
    rules.may_be_filed.check(row)
    published: Any = row.published_on  # LS-17
    place = row.list.unit or row.list.county
    row.honour = records.honour(
        row.cadre,
        kind=HonourKind.RED_LIST,
        title=f"{row.list.title}：{row.reason}"[:80],
        awarded_by=place.name[:60],
        awarded_on=published,
        by=by,
        at=at,
    )
    row.save(update_fields=["honour"])
    trail.record(row, "file_entry", by=by, at=at)
    return row


@transaction.atomic
def close(row: HonourList, *, by: Any, at: datetime) -> HonourList:
    """End the period for proposals; what is up stays up for its term.

    :raises RegulationBroken: LS-04 ended before, LS-18 somebody waits
    """
    row = lock(row)
    permissions.keep_list.check(by, row)
    rules.list_is_running.check(row)
    rules.nobody_waits.check(row.entries.filter(published_on=None, withdrawn_at=None))
    row.closed_by, row.closed_at = by, at
    row.save(update_fields=["closed_by", "closed_at"])
    trail.record(row, "close_lists", by=by, at=at)
    return row


@transaction.atomic
def raise_for(row: HonourList, *, by: Any, at: datetime) -> list[Signal]:
    """Raise a signal for everybody who stood on the yellow list often enough; twice is once.

    :raises RegulationBroken: LS-19, the lists make none
    """
    row = lock(row)
    permissions.keep_list.check(by, row)
    rules.makes_signals.check(row)
    today = legal_day(at)
    return [
        signals.raise_(
            one.cadre,
            practice=Practice.HONOUR_LISTS,
            source_pk=row.pk,
            ground=row.ground,
            value=Decimal(len(one.entries)),
            said=f"{row.title}：{one.said}"[:200],
            rule=f"{row.title}（{row.basis}）"[:120],
            rows=one.rows,
            from_on=row.from_on,
            until_on=row.until_on,
            by=by,
            at=at,
        )
        for one in figures.candidates(row, on=today)
        if not one.left_out and one.cadre.user_id != by.pk
    ]
