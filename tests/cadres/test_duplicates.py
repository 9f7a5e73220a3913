"""Two files of one person: which rules find them, what a merger moves, and the way back."""

from datetime import date, timedelta
from functools import partial

import pytest
from django.db import DatabaseError, transaction

from accounts.enums import Role
from assessment.models import BanInquiry
from cadres.enums import PairState
from cadres.models import AnnualRating, Cadre, Education, Kinship, Merger, Pair, Post, RankPeriod
from cadres.presenters.duplicates import detail, kind_of
from cadres.queries import doubles, mergers
from cadres.queries.doubles import one_slip_apart
from cadres.services import cadres, duplicates
from config import privileges
from core import identifiers
from core.audit.models import Entry
from core.errors import NotAllowed, RegulationBroken, StateConflict
from core.sealing import boxes
from evidence.models import Complaint, ListEntry, Reminder, ServedCount, Signal, WorkMonth
from recall.models import Clock, Nomination
from tests.factories import complaints, work
from tests.factories.accounts import UserFactory, holder
from tests.factories.cadres import CadreFactory, PostFactory, paired
from tests.factories.evidence import raised_signal
from tests.factories.honour_lists import drawn, proposed, published
from tests.factories.recall import open_campaign, served_case, submitted_nomination
from tests.factories.reminders import issued
from tests.factories.units import UnitFactory
from tests.moments import EARLIER, NOW, TODAY

pytestmark = pytest.mark.django_db


def number(order="001", area="610922", day="19800101"):
    digits = f"{area}{day}{order}"
    return digits + identifiers.id_check_digit(digits)


def file_of(unit, name="王小明", text=None, **more):
    more = {"user": None, **more}
    if text:
        more |= {"id_number": text, "id_fingerprint": boxes.fingerprint(text)}
    return CadreFactory(unit=unit, name=name, **more)


@pytest.fixture
def unit():
    return UnitFactory(name="城关镇")


@pytest.fixture
def admin(unit):
    return holder(Role.COUNTY_ADMIN, unit.county)


def found(unit):
    duplicates.refresh(unit.county, on=TODAY)
    return [tuple(row.rules) for row in Pair.objects.order_by("pk")]


def test_du_01_same_name_and_birth_month_in_two_units(unit):
    file_of(unit, born_on=date(1980, 1, 1))
    file_of(UnitFactory(county=unit.county), born_on=date(1980, 1, 28))
    file_of(unit, name="李四", born_on=date(1980, 1, 1))
    file_of(UnitFactory(), born_on=date(1980, 1, 1))  # another county

    assert found(unit) == [("DU-01",)]


def test_du_02_same_sound_in_one_unit(unit):
    file_of(unit, name="张伟", born_on=date(1980, 1, 1))
    file_of(unit, name="章玮", born_on=date(1985, 6, 1))
    file_of(UnitFactory(county=unit.county), name="张炜", born_on=date(1990, 6, 1))

    assert found(unit) == [("DU-02",)]


def test_du_03_numbers_one_slip_apart_among_namesakes(unit):
    file_of(unit, text=number("121"), born_on=date(1980, 1, 1))
    file_of(unit, text=number("122"), born_on=date(1981, 2, 1))
    file_of(unit, text=number("785"), born_on=date(1982, 3, 1))

    assert found(unit) == [("DU-03",)]


def test_du_04_same_phone(unit):
    mark = {"phone": "13885912345", "phone_fingerprint": boxes.fingerprint("13885912345")}
    file_of(unit, name="甲", born_on=date(1980, 1, 1), **mark)
    file_of(UnitFactory(county=unit.county), name="乙", born_on=date(1990, 1, 1), **mark)

    assert found(unit) == [("DU-04",)]


@pytest.mark.parametrize(
    ("other", "answer"),
    [("122", True), ("211", True), ("112", True), ("131", True), ("345", False), ("121", False)],
)
def test_one_slip_is_a_digit_or_two_exchanged_neighbours(other, answer):
    assert one_slip_apart(number("121"), number(other)) is answer


def test_refresh_keeps_what_was_settled_and_drops_what_no_rule_finds(unit, admin):
    first, second = file_of(unit), file_of(UnitFactory(county=unit.county))
    third = file_of(unit, name="李四")
    stale = paired(first, third)
    duplicates.refresh(unit.county, on=TODAY)
    duplicates.dismiss(Pair.objects.get(second=second), by=admin, at=NOW)

    duplicates.refresh(unit.county, on=TODAY + timedelta(1))

    row = Pair.objects.get()
    assert (row.state, row.found_on) == (PairState.DISMISSED, TODAY)
    assert not Pair.objects.filter(pk=stale.pk).exists()


def test_merge_moves_all_and_unmerge_moves_it_back(unit, admin):
    campaign = open_campaign(unit)
    gone = served_case(campaign).cadre
    kept = file_of(unit, born_on=gone.born_on)
    Education.objects.create(cadre=gone, schooling="FULL_TIME", attainment="4")
    pair = paired(gone, kept)
    account, posts = gone.user, set(Post.objects.filter(cadre=gone).values_list("pk", flat=True))

    merger = duplicates.merge(pair, keep=kept.pk, by=admin, at=NOW)

    kept, gone = Cadre.objects.get(pk=kept.pk), Cadre.objects.get(pk=gone.pk)
    assert (kept.cases.count(), kept.nominations.count(), kept.educations.count()) == (1, 1, 1)
    assert (kept.user, gone.user, gone.merged_into) == (account, None, kept)
    assert not Cadre.objects.visible_to(admin).filter(pk=gone.pk).exists()
    assert set(Entry.objects.filter(act="merge_cadres").values_list("about_id", flat=True)) == {
        kept.pk,
        gone.pk,
    }

    duplicates.unmerge(pair, by=admin, at=NOW)

    kept, gone = Cadre.objects.get(pk=kept.pk), Cadre.objects.get(pk=gone.pk)
    assert (gone.cases.count(), gone.nominations.count(), gone.educations.count()) == (1, 1, 1)
    assert (kept.user, gone.user, gone.merged_into) == (None, account, None)
    assert set(Post.objects.filter(cadre=gone).values_list("pk", flat=True)) == posts
    merger.refresh_from_db()
    assert (merger.undone_by, Pair.objects.get().state) == (admin, PairState.OPEN)
    assert Entry.objects.filter(act="unmerge_cadres").count() == 2


def test_rows_that_nobody_may_change_follow_the_person_and_come_back(unit, admin):
    kept, gone = file_of(unit), file_of(unit)
    plan = complaints.running(unit)
    complaints.complained(plan, complaints.served(plan, 40, gone))
    complaints.closed(plan)
    raised_signal(gone)
    issued(gone, by=admin)
    published(proposed(drawn(unit), gone, colour="RED"))
    campaign = open_campaign(unit)
    submitted_nomination(campaign, cadre=gone)
    models = [Clock, Complaint, ListEntry, Nomination, Reminder, ServedCount, Signal]
    pair = paired(kept, gone)

    duplicates.merge(pair, keep=kept.pk, by=admin, at=NOW)
    assert {model: model.objects.filter(cadre=kept).count() for model in models} == dict.fromkeys(
        models, 1
    )
    duplicates.unmerge(pair, by=admin, at=NOW)

    assert {model: model.objects.filter(cadre=gone).count() for model in models} == dict.fromkeys(
        models, 1
    )
    with pytest.raises(DatabaseError), transaction.atomic():
        Signal.objects.update(cadre=kept)


def test_no_row_that_a_merger_moves_stands_in_a_table_that_the_web_cannot_change():
    tables = {field.model._meta.db_table for field in doubles.movable()}

    assert tables <= privileges.KEPT | privileges.REMOVED


def test_every_kind_of_row_that_rests_on_a_person_has_its_word():
    words = {kind_of(field.model._meta.label) for field in doubles.movable()}

    assert [word for word in words if word.isascii()] == []


def test_question_whether_a_person_may_be_put_forward_follows_the_person(unit, admin):
    kept, gone = file_of(unit), file_of(unit)
    asked = {"kind": "AWARD", "purpose": "评先评优", "answer": "YES"}
    row = BanInquiry.objects.create(cadre=gone, asked_by=admin, asked_at=NOW, **asked)

    duplicates.merge(paired(kept, gone), keep=kept.pk, by=admin, at=NOW)

    assert BanInquiry.objects.get().cadre == kept
    for change in (row.delete, lambda: BanInquiry.objects.update(purpose="改了")):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_row_whose_place_the_kept_file_has_filled_stays_behind(unit, admin):
    kept, gone = file_of(unit), file_of(unit)
    clerk = holder(Role.UNIT_CLERK, unit)
    own = work.month(kept, by=clerk, absent_days=1)
    twin = work.month(gone, by=clerk, absent_days=2)
    alone = work.month(gone, date(2018, 3, 1), by=clerk)
    other = file_of(unit, name="李四")
    told = {"declared_by": admin, "declared_at": NOW}
    for cadre in (kept, gone):
        Kinship.objects.create(cadre=other, relative=cadre, kind="SPOUSE", **told)
    row = drawn(unit)
    entries = [proposed(row, cadre, colour="RED") for cadre in (kept, gone)]
    pair = paired(kept, gone)

    merger = duplicates.merge(pair, keep=kept.pk, by=admin, at=NOW)

    assert merger.moved == {"evidence.WorkMonth.cadre": [alone.pk]}
    assert set(WorkMonth.objects.filter(cadre=kept)) == {own, alone}
    assert twin not in WorkMonth.objects.visible_to(clerk)
    assert ListEntry.objects.get(cadre=gone) == entries[1]
    pair = Pair.objects.select_related("first__unit", "second__unit").get(pk=pair.pk)
    told = {one["label"]: one["n"] for one in detail(pair)["behind"]}
    assert told == {"出勤月报": 1, "亲属关系": 1, "双星榜记录": 1}

    duplicates.unmerge(pair, by=admin, at=NOW)
    assert set(WorkMonth.objects.filter(cadre=gone)) == {twin, alone}


def test_number_goes_to_the_file_that_has_none_and_comes_back(unit, admin):
    kept, gone = file_of(unit), file_of(unit, text=number())
    pair = paired(kept, gone)

    duplicates.merge(pair, keep=kept.pk, by=admin, at=NOW)
    kept.refresh_from_db()
    assert kept.id_number.reveal() == number()
    assert kept.id_fingerprint == boxes.fingerprint(number())

    duplicates.unmerge(pair, by=admin, at=NOW)
    kept.refresh_from_db()
    gone.refresh_from_db()
    assert (kept.id_number, kept.id_fingerprint) == (None, None)
    assert gone.id_number.reveal() == number()


def test_rows_that_say_the_same_stay_behind(unit, admin):
    kept, gone = file_of(unit), file_of(unit)
    for cadre in (kept, gone):
        PostFactory(cadre=cadre)
        RankPeriod.objects.create(cadre=cadre, rank="R10", from_on=EARLIER)
        AnnualRating.objects.create(
            cadre=cadre, year=2017, staff_kind="CIVIL_SERVANT", civil="COMPETENT"
        )

    duplicates.merge(paired(kept, gone), keep=kept.pk, by=admin, at=NOW)

    assert (kept.posts.count(), kept.ranks.count(), kept.ratings.count()) == (1, 1, 1)
    assert gone.posts.count() == 1
    assert Merger.objects.get().moved == {}


def test_pe_14_posts_that_overlap_and_differ_are_refused(unit, admin):
    kept, gone = file_of(unit), file_of(unit)
    PostFactory(cadre=kept)
    PostFactory(cadre=gone, title="副镇长")

    with pytest.raises(RegulationBroken, match="PE-14"):
        duplicates.merge(paired(kept, gone), keep=kept.pk, by=admin, at=NOW)
    assert Pair.objects.get().state == PairState.OPEN


def test_pe_15_ranks_that_overlap_and_differ_are_refused(unit, admin):
    kept, gone = file_of(unit), file_of(unit)
    RankPeriod.objects.create(cadre=kept, rank="R10", from_on=EARLIER)
    RankPeriod.objects.create(cadre=gone, rank="R11", from_on=EARLIER)

    with pytest.raises(RegulationBroken, match="PE-15"):
        duplicates.merge(paired(kept, gone), keep=kept.pk, by=admin, at=NOW)


def test_pe_16_ratings_of_one_year_that_differ_are_refused(unit, admin):
    kept, gone = file_of(unit), file_of(unit)
    for cadre, grade in ((kept, "COMPETENT"), (gone, "EXCELLENT")):
        AnnualRating.objects.create(cadre=cadre, year=2017, staff_kind="CIVIL_SERVANT", civil=grade)

    with pytest.raises(RegulationBroken, match="PE-16"):
        duplicates.merge(paired(kept, gone), keep=kept.pk, by=admin, at=NOW)


def test_pe_17_two_accounts_are_refused(unit, admin):
    kept, gone = file_of(unit, user=UserFactory()), file_of(unit, user=UserFactory())

    with pytest.raises(RegulationBroken, match="PE-17"):
        duplicates.merge(paired(kept, gone), keep=kept.pk, by=admin, at=NOW)


def test_pe_18_two_nominations_under_way_are_refused(unit, admin):
    campaign = open_campaign(unit)
    first = submitted_nomination(campaign).cadre
    second = submitted_nomination(campaign).cadre
    Post.objects.filter(cadre=second).delete()
    Cadre.objects.filter(pk=second.pk).update(user=None)

    with pytest.raises(RegulationBroken, match="PE-18"):
        duplicates.merge(paired(first, second), keep=first.pk, by=admin, at=NOW)


def test_pe_19_a_file_that_holds_another_is_kept_or_taken_apart_first(unit, admin):
    first, second, third = (file_of(unit) for _ in range(3))
    duplicates.merge(paired(first, second), keep=second.pk, by=admin, at=NOW)

    with pytest.raises(RegulationBroken, match="PE-19"):
        duplicates.merge(paired(second, third), keep=third.pk, by=admin, at=NOW)


def test_a_pair_is_settled_once(unit, admin):
    kept, gone = file_of(unit), file_of(unit)
    pair = paired(kept, gone)
    duplicates.dismiss(pair, by=admin, at=NOW)

    with pytest.raises(StateConflict):
        duplicates.merge(pair, keep=kept.pk, by=admin, at=NOW)
    with pytest.raises(StateConflict):
        duplicates.unmerge(pair, by=admin, at=NOW)


@pytest.mark.parametrize("role", [Role.VERIFIER, Role.DECIDER, Role.READER])
def test_only_the_administrator_settles(unit, role):
    pair = paired(file_of(unit), file_of(unit))
    user = holder(role, unit.county)

    with pytest.raises(NotAllowed):
        duplicates.dismiss(pair, by=user, at=NOW)
    assert not Pair.objects.visible_to(user).exists()


def test_nobody_merges_the_own_file(unit, admin):
    own, other = file_of(unit, user=admin), file_of(unit)

    with pytest.raises(NotAllowed):
        duplicates.merge(paired(own, other), keep=other.pk, by=admin, at=NOW)


def test_file_that_was_merged_is_part_of_no_other_pair(unit, admin):
    first, second, third = (file_of(unit) for _ in range(3))
    other = paired(second, third)
    duplicates.merge(paired(first, second), keep=first.pk, by=admin, at=NOW)

    merge = partial(duplicates.merge, keep=third.pk)
    for act in (duplicates.dismiss, merge):
        with pytest.raises(StateConflict, match="已并入另一份"):
            act(other, by=admin, at=NOW)
    other.refresh_from_db()
    third.refresh_from_db()
    assert (other.state, third.merged_into) == (PairState.OPEN, None)


def test_kept_file_goes_to_the_unit_of_the_post_it_takes_and_back(unit, admin):
    kept, gone = file_of(unit), file_of(UnitFactory(county=unit.county, name="县水利局"))
    PostFactory(cadre=gone)
    pair = paired(kept, gone)

    duplicates.merge(pair, keep=kept.pk, by=admin, at=NOW)
    assert Cadre.objects.get(pk=kept.pk).unit == gone.unit

    duplicates.unmerge(pair, by=admin, at=NOW)
    assert Cadre.objects.get(pk=kept.pk).unit == unit
    assert Post.objects.get().cadre == gone


def test_fields_taken_go_back_and_one_corrected_since_stays(unit, admin):
    phone = {"phone": "13885912345", "phone_fingerprint": boxes.fingerprint("13885912345")}
    kept = file_of(unit)
    gone = file_of(unit, politics="01", work_began_on=EARLIER, **phone)
    pair = paired(kept, gone)
    duplicates.merge(pair, keep=kept.pk, by=admin, at=NOW)
    cadres.amend(Cadre.objects.get(pk=kept.pk), politics="02", by=admin, at=NOW)

    duplicates.unmerge(pair, by=admin, at=NOW)

    kept, gone = Cadre.objects.get(pk=kept.pk), Cadre.objects.get(pk=gone.pk)
    assert (kept.politics, kept.work_began_on) == ("02", None)
    assert (kept.phone, kept.phone_fingerprint) == (None, "")
    assert (gone.politics, gone.phone.reveal()) == ("01", "13885912345")


def test_who_saw_a_file_after_it_let_the_person_go_saw_nothing_of_them(unit, admin):
    """The second file held the first for an hour; only later the third held the second."""
    first, second, third = (file_of(unit) for _ in range(3))
    hours = [NOW + timedelta(hours=n) for n in range(4)]
    held, later = paired(first, second), paired(second, third)
    duplicates.merge(held, keep=second.pk, by=admin, at=hours[0])
    duplicates.unmerge(held, by=admin, at=hours[1])
    duplicates.merge(later, keep=third.pk, by=admin, at=hours[2])
    duplicates.unmerge(later, by=admin, at=hours[3])

    assert mergers.spans(first) == [
        mergers.Span(first.pk),
        mergers.Span(second.pk, hours[0], hours[1]),
    ]
    assert mergers.Span(third.pk, hours[2], hours[3]) in mergers.spans(second)
