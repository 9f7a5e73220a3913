"""What others did because of a recall is a line of the plan, and done where they did it."""

import random
from datetime import date, datetime
from uuid import uuid4

import pytest
from django.urls import reverse

from assessment.models import Reversal
from assessment.services import appeals
from core.dates import ZONE
from core.errors import RegulationBroken
from evidence.services import honour_lists, ledger
from tests.factories import assessment as assess
from tests.factories import books
from tests.factories import honour_lists as lists
from tests.factories.appeals import accepted, decided, handler, objected, removed

pytestmark = pytest.mark.django_db

BEFORE = datetime(2018, 5, 20, 9, 0, tzinfo=ZONE)  # the recall was decided on 23 May
AFTER = datetime(2018, 5, 28, 9, 0, tzinfo=ZONE)
OF_IT, OF_ANOTHER = "列入首批召回人员名单通报", "连续三周未按时报送项目进度"
NOTE = "已在台账中冲正并告知本人"


def refused(number, act, *row, **given):
    with pytest.raises(RegulationBroken) as error:
        act(*row, **given)
    assert error.value.number == number


def book_of(world, case):
    book = books.opened_book(world.unit, at=BEFORE)
    return books.member(book, cadre=case.cadre)


def deducted(member, reason, *, at=AFTER, title="公文出现差错", **given):
    return books.entry(member, title, reason=reason, at=at, on=BEFORE.date(), **given)


def exposed(world, case, reason, *, at=AFTER):
    span = {"from_on": date(2018, 1, 1), "until_on": date(2018, 12, 31)}
    row = lists.drawn(world.unit, title=f"红黄榜{uuid4().hex[:8]}", **span)
    return lists.proposed(row, case.cadre, reason=reason, on=date(2018, 5, 1), at=at)


def of_others(row):
    """Answer the lines that books and lists brought into the plan."""
    lines = row.reversals.exclude(entry=None, listed=None)
    return {(one.kind, one.entry_id, one.listed_id) for one in lines}


@pytest.mark.parametrize("seed", range(8))
def test_upheld_objection_finds_each_deduction_and_each_yellow_entry_of_the_recall(world, seed):
    """Every row is made with its own knowledge of whether the recall brought it about."""
    rng = random.Random(seed)
    case = assess.concluded(world).case
    member, due = book_of(world, case), set()
    for _number in range(rng.randint(6, 14)):
        names, later = rng.random() < 0.6, rng.random() < 0.7
        reason = rng.choice(["因被召回扣分", "列入第一批召回名单"]) if names else "值班迟到"
        at, is_deduction = AFTER if later else BEFORE, rng.random() < 0.8
        title = "公文出现差错" if is_deduction else "完成专项项目"
        entry = deducted(member, reason, at=at, title=title)
        is_reversed = rng.random() < 0.2
        if is_reversed:
            take_back(entry)
        if names and later and is_deduction and not is_reversed:
            due.add(("points", entry.pk, None))
    for reason, at in [(OF_IT, AFTER), (OF_IT, BEFORE), (OF_ANOTHER, AFTER)]:
        listed = exposed(world, case, reason, at=at)
        if (reason, at) == (OF_IT, AFTER):
            due.add(("notice", None, listed.pk))

    by = handler(world)
    row = decided(objected(case, by), by)

    assert of_others(row) == due
    assert {one.who for one in row.reversals.exclude(entry=None, listed=None)} == {str(world.unit)}


def take_back(entry):
    told = {"token": uuid4(), "by": entry.member.book.opened_by, "at": AFTER}
    return ledger.reverse(entry, reason="录入有误", **told)


def test_outcome_that_falls_takes_what_names_it_and_leaves_what_names_the_recall(world):
    outcome = removed(world)
    member = book_of(world, outcome.case)
    deducted(member, "被召回", at=assess.LATER)
    deducted(member, "免职", at=AFTER)  # entered before the outcome was decided
    named = deducted(member, "因免职处理扣分", at=assess.LATER)
    numbered = deducted(member, "处理", source=outcome.document.reference, at=assess.LATER)

    by = handler(world)
    row = decided(accepted(outcome, by), by)

    assert of_others(row) == {("points", one.pk, None) for one in (named, numbered)}


def test_veto_is_a_line_and_who_is_in_no_book_has_none(world):
    outcome = removed(world)
    book = books.opened_book(world.unit, "NEGATIVE_LIST", at=BEFORE)
    veto = deducted(books.member(book, cadre=outcome.case.cadre), "被召回", title="吃拿卡要")

    by = handler(world)
    row = decided(objected(outcome.case, by), by)

    assert of_others(row) == {("points", veto.pk, None)}
    assert of_others(decided(objected(assess.concluded(world).case, by), by)) == set()


@pytest.fixture
def plan(world):
    """An upheld objection with one deduction and one yellow entry to be taken back."""
    case = assess.concluded(world).case
    deducted(book_of(world, case), "被召回")
    exposed(world, case, OF_IT)
    by = handler(world)
    return decided(objected(case, by), by)


def ticked(line, world, **given):
    told = {"note": NOTE, "by": world.admin, "at": assess.LATER}
    return appeals.put_back(line, **told | given)


def test_ap_18_points_are_ticked_once_they_were_given_back_in_the_book(world, plan):
    line = plan.reversals.exclude(entry=None).get()
    refused("AP-18", ticked, line, world)

    take_back(line.entry)

    assert ticked(line, world).note == NOTE


def test_ap_19_name_is_ticked_once_it_was_taken_down(world, plan):
    line = plan.reversals.exclude(listed=None).get()
    refused("AP-19", ticked, line, world)

    head = lists.head_of(line.listed)
    honour_lists.withdraw(
        line.listed, reason="召回决定已经撤销，不再公布", by=head, at=assess.LATER
    )

    assert ticked(line, world).done_by == world.admin


def test_row_of_another_cause_is_kept_with_its_reason(client, world, plan):
    line = plan.reversals.exclude(entry=None).get()
    page = reverse("assessment:reversal-done", args=[plan.pk, line.pk])
    client.force_login(world.admin)
    letter = plan.reversals.filter(entry=None, listed=None).last()
    other = reverse("assessment:reversal-done", args=[plan.pk, letter.pk])
    assert "keeps" in client.get(page).context["form"].fields
    assert "keeps" not in client.get(other).context["form"].fields
    assert client.post(page, {"note": NOTE}).status_code == 422

    client.post(page, {"note": "扣的是迟到，与召回无关", "keeps": "on"})

    kept = Reversal.objects.get(pk=line.pk)
    assert kept.note == "经核对与所撤决定无关，予以保留：扣的是迟到，与召回无关"


def test_page_shows_the_way_to_the_book_and_the_list_to_who_keeps_them(client, world, plan):
    lines = {one.kind: one for one in plan.reversals.exclude(entry=None, listed=None)}
    ways = [
        reverse("evidence:statement", args=[lines["points"].entry.member_id]),
        reverse("evidence:list-entry", args=[lines["notice"].listed_id]),
    ]

    def shown(user):
        client.force_login(user)
        page = client.get(reverse("assessment:appeal", args=[plan.pk])).content.decode()
        return [way in page for way in ways]

    assert shown(world.admin) == [True, True]
    assert shown(plan.decided_by) == [False, False]
    assert shown(plan.case.subject) == [False, False]
