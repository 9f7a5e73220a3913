from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from accounts.enums import Role
from cadres.models import Honour, Protection
from core.dates import add_working_days, legal_day
from core.errors import NotAllowed, RegulationBroken
from evidence.models import HonourList, ListEntry
from evidence.queries import honour_lists as figures
from evidence.services import honour_lists
from tests.factories.accounts import grant, holder
from tests.factories.cadres import PostFactory
from tests.factories.honour_lists import PRAISE, REASON, drawn, head_of, proposed, published, told
from tests.factories.units import UnitFactory
from tests.moments import EARLIER, NOW, TODAY, TOMORROW, YESTERDAY

pytestmark = pytest.mark.django_db
AFTER = NOW + timedelta(days=20)


def refused(code, act, /, *row, at=NOW, **given):
    with pytest.raises(RegulationBroken) as error:
        act(*row, at=at, **given)
    assert error.value.number == code


def put_up(row, cadre=None, *, at=AFTER, **given):
    return published(told(proposed(row, cadre, **given)), at=at)


def objected(entry, at=NOW):
    return honour_lists.say(
        entry, said="当时在县里参加抢险，有值班记录", by=entry.cadre.user, at=at
    )


def answered(entry, answer, at=NOW):
    given = {"answer": answer, "answer_reason": "查阅值班记录和照片后认定"}
    return honour_lists.answer(entry, by=head_of(entry), at=at, **given)


def test_praise_goes_up_at_once_by_another_hand_and_ends_by_itself():
    entry = published(proposed(drawn(), colour="RED"))

    last = TODAY + timedelta(days=89)
    assert (entry.published_on, entry.until_on) == (TODAY, last)
    assert list(ListEntry.objects.up(last)) == [entry]
    assert not ListEntry.objects.up(last + timedelta(days=1)).exists()


def test_term_to_object_is_counted_from_the_day_of_telling_in_working_days():
    entry = told(proposed(drawn()))

    assert entry.object_until_on == add_working_days(TODAY, 5)
    late = NOW + timedelta(days=(entry.object_until_on - TODAY).days)
    refused("LS-15", honour_lists.publish, entry, by=head_of(entry), at=late)
    assert published(entry, at=late + timedelta(days=1)).published_on == legal_day(
        late
    ) + timedelta(days=1)


def test_objection_that_is_upheld_keeps_the_person_off_the_list():
    entry = answered(objected(told(proposed(drawn()))), "UPHELD")

    assert entry.withdrawn_reason == "申辩成立：查阅值班记录和照片后认定"
    refused("LS-14", honour_lists.publish, entry, by=head_of(entry), at=AFTER)


def test_objection_that_is_rejected_opens_the_way_before_the_term_ends():
    entry = answered(objected(told(proposed(drawn()))), "REJECTED")

    assert published(entry).until_on == TODAY + timedelta(days=29)


def test_objection_after_publication_is_answered_and_takes_it_down():
    entry = put_up(drawn())

    answered(objected(entry, at=AFTER), "UPHELD", at=AFTER)

    assert not ListEntry.objects.up(legal_day(AFTER)).exists()


def test_scope_says_who_reads_what_is_up():
    row = drawn(scope="UNIT")
    entry = published(proposed(row, colour="RED"))
    colleague = PostFactory(cadre__unit=row.unit).cadre.user
    neighbour = PostFactory(cadre__unit=UnitFactory(county=row.county)).cadre.user
    stranger = PostFactory().cadre.user
    wide = published(proposed(drawn(row.unit, scope="COUNTY", title="全县"), colour="RED"))

    shown = [set(figures.board(who, on=TODAY)) for who in (colleague, neighbour, stranger)]

    assert shown == [{entry, wide}, {wide}, set()]


def test_county_lists_take_people_of_every_unit():
    unit = UnitFactory()
    admin = holder(Role.COUNTY_ADMIN, unit.county)
    row = drawn(unit, by=admin, is_wide=True, scope="COUNTY")

    entry = proposed(row)

    assert entry.unit != unit
    with pytest.raises(NotAllowed, match="提出人不得公布"):
        honour_lists.publish(entry, by=admin, at=NOW)
    other = holder(Role.COUNTY_ADMIN, unit.county)
    assert published(told(entry), by=other, at=AFTER).published_by == other


def test_praise_on_file_is_found_by_the_talent_query_and_taken_back_with_the_entry():
    row = drawn()
    admin = holder(Role.COUNTY_ADMIN, row.county)
    entry = published(proposed(row, colour="RED"))

    entry = honour_lists.file(entry, by=admin, at=NOW)

    assert entry.honour.title == f"双星创建红黄榜：{PRAISE}"
    assert entry.honour.kind == "RED_LIST"
    with pytest.raises(NotAllowed, match="县级管理员撤下"):
        honour_lists.withdraw(entry, reason="验收时间有误，重新核实", by=row.drawn_up_by, at=AFTER)
    honour_lists.withdraw(entry, reason="验收时间有误，重新核实", by=admin, at=AFTER)
    assert Honour.objects.get().revoked_on == legal_day(AFTER)


def test_twice_on_the_yellow_list_makes_one_signal_that_falls_with_an_entry():
    row = drawn(yellows=2)
    cadre = PostFactory(cadre__unit=row.unit).cadre
    first = put_up(row, cadre)
    assert figures.candidates(row, on=TODAY) == []
    put_up(row, cadre, on=EARLIER)

    (signal,) = honour_lists.raise_for(row, by=row.drawn_up_by, at=AFTER)

    assert (signal.value, signal.said) == (2, "双星创建红黄榜：上黄榜 2 次，达到 2 次")
    assert [line["on"] for line in signal.rows] == [EARLIER.isoformat(), YESTERDAY.isoformat()]
    assert honour_lists.raise_for(row, by=row.drawn_up_by, at=AFTER) == [signal]
    honour_lists.withdraw(first, reason="经复核事实不清，撤下", by=row.drawn_up_by, at=AFTER)
    assert type(signal).objects.get(pk=signal.pk).withdrawn_reason == "所依据的黄榜已撤下"


def test_protected_person_is_named_and_left_out():
    row = drawn(yellows=1)
    entry = put_up(row)
    Protection.objects.create(cadre=entry.cadre, kind="ILLNESS", from_on=legal_day(AFTER))

    (named,) = figures.candidates(row, on=legal_day(AFTER))

    assert "保护期" in named.left_out
    assert honour_lists.raise_for(row, by=row.drawn_up_by, at=AFTER) == []


def test_nobody_proposes_publishes_or_answers_in_a_matter_of_their_own():
    row = drawn()
    cadre = PostFactory(cadre__unit=row.unit).cadre
    grant(cadre.user, Role.UNIT_CLERK, row.unit)
    grant(cadre.user, Role.UNIT_HEAD, row.unit)
    with pytest.raises(NotAllowed, match="本人"):
        proposed(row, cadre, by=cadre.user)
    entry = objected(told(proposed(row, cadre)))
    for act, more in (
        (honour_lists.publish, {}),
        (honour_lists.answer, {"answer": "UPHELD", "answer_reason": REASON}),
        (honour_lists.withdraw, {"reason": REASON}),
    ):
        with pytest.raises(NotAllowed, match="本人"):
            act(entry, by=cadre.user, at=NOW, **more)
    with pytest.raises(NotAllowed, match="只有本人"):
        honour_lists.say(entry, said=REASON, by=row.drawn_up_by, at=NOW)


def test_clerk_neither_publishes_nor_files():
    entry = proposed(drawn(), colour="RED")
    other = holder(Role.UNIT_CLERK, entry.unit)
    for act in (honour_lists.publish, honour_lists.file):
        with pytest.raises(NotAllowed):
            act(entry, by=other, at=NOW)


def test_ls_01_lists_of_the_same_title():
    row = drawn()
    refused_draw("LS-01", row.unit)


def refused_draw(code, unit=None, **given):
    with pytest.raises(RegulationBroken) as error:
        drawn(unit, **given)
    assert error.value.number == code


def test_ls_02_period_that_ends_before_it_begins():
    refused_draw("LS-02", from_on=TODAY, until_on=YESTERDAY)


def test_ls_03_signals_without_a_ground():
    unit = UnitFactory()
    given = {"title": "x", "basis": "x", "scope": "UNIT", "from_on": EARLIER, "until_on": TODAY}
    given |= {"red_days": 1, "yellow_days": 1, "objection_days": 3, "yellows": 1, "ground": None}
    by = holder(Role.UNIT_CLERK, unit)
    refused("LS-03", honour_lists.draw_up, unit.county, unit=unit, by=by, **given)


def test_ls_04_proposal_after_the_end():
    row = drawn()
    honour_lists.close(row, by=row.drawn_up_by, at=NOW)
    refused("LS-04", proposed_of, row)


def proposed_of(row, *, at, **given):
    return proposed(HonourList.objects.get(pk=row.pk), at=at, **given)


def test_ls_05_person_of_another_unit():
    refused("LS-05", proposed_of, drawn(), cadre=PostFactory().cadre)


@pytest.mark.parametrize("on", [EARLIER - timedelta(days=1), TOMORROW])
def test_ls_06_fact_outside_the_period(on):
    refused("LS-06", proposed_of, drawn(until_on=TOMORROW), on=on)


@pytest.mark.parametrize("day", [YESTERDAY, TODAY], ids=["then", "now"])
def test_ls_07_protected_person_is_not_exposed_but_may_be_praised(day):
    row = drawn()
    cadre = PostFactory(cadre__unit=row.unit).cadre
    Protection.objects.create(cadre=cadre, kind="ILLNESS", from_on=day, until_on=day)

    refused("LS-07", proposed_of, row, cadre=cadre)
    assert proposed(row, cadre, colour="RED").pk


def test_ls_08_reason_of_two_words():
    refused("LS-08", proposed_of, drawn(), reason="迟到了")


def test_ls_09_same_fact_twice():
    row = drawn()
    entry = proposed(row)
    refused("LS-09", proposed_of, row, cadre=entry.cadre)


def test_ls_10_telling_twice():
    entry = told(proposed(drawn()))
    given = {"told_on": TODAY, "told_how": "POST", "by": entry.proposed_by}
    refused("LS-10", honour_lists.tell, entry, **given)


@pytest.mark.parametrize("on", [YESTERDAY, TOMORROW])
def test_ls_11_told_before_the_proposal_or_in_the_future(on):
    entry = proposed(drawn())
    given = {"told_on": on, "told_how": "POST", "by": entry.proposed_by}
    refused("LS-11", honour_lists.tell, entry, **given)


def test_ls_12_second_objection():
    entry = objected(told(proposed(drawn())))
    refused("LS-12", honour_lists.say, entry, said=REASON, by=entry.cadre.user)


def test_ls_13_answer_without_an_objection():
    entry = told(proposed(drawn()))
    given = {"answer": "UPHELD", "answer_reason": REASON, "by": head_of(entry)}
    refused("LS-13", honour_lists.answer, entry, **given)


def test_ls_14_publishing_twice():
    entry = published(proposed(drawn(), colour="RED"))
    refused("LS-14", honour_lists.publish, entry, by=head_of(entry))


def test_ls_15_exposure_without_telling():
    entry = proposed(drawn())
    refused("LS-15", honour_lists.publish, entry, by=head_of(entry), at=AFTER)


def test_ls_16_withdrawing_twice():
    entry = proposed(drawn())
    honour_lists.withdraw(entry, reason=REASON, by=entry.proposed_by, at=NOW)
    refused("LS-16", honour_lists.withdraw, entry, reason=REASON, by=entry.proposed_by)


def test_ls_17_filing_what_is_not_published():
    entry = proposed(drawn(), colour="RED")
    by = holder(Role.COUNTY_ADMIN, entry.list.county)
    refused("LS-17", honour_lists.file, entry, by=by)


def test_ls_18_end_while_somebody_waits():
    row = drawn()
    proposed(row)
    refused("LS-18", honour_lists.close, row, by=row.drawn_up_by)


def test_ls_19_signals_of_lists_that_make_none():
    row = drawn()
    refused("LS-19", honour_lists.raise_for, row, by=row.drawn_up_by)
    assert figures.candidates(row, on=TODAY) == []


def test_database_refuses_what_the_rules_refuse():
    entry = proposed(drawn())
    rows = ListEntry.objects.filter(pk=entry.pk)
    up = {"published_on": TODAY, "until_on": TODAY, "published_at": NOW}

    for write in (
        lambda: rows.update(published_by=head_of(entry), **up),
        lambda: rows.update(colour="RED"),
        lambda: rows.update(reason="x"),
        rows.delete,
        lambda: HonourList.objects.update(objection_days=3),
        lambda: HonourList.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            write()
    red = proposed(entry.list, colour="RED")
    with pytest.raises(DatabaseError), transaction.atomic():
        ListEntry.objects.filter(pk=red.pk).update(published_by=red.proposed_by, **up)
