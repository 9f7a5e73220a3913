"""A person's file: posts, ranks, ratings, honours; and units that have people."""

from datetime import date

import pytest
from django.db import IntegrityError

from accounts.enums import Role
from cadres.enums import CivilRating, InstitutionRating, StaffKind
from cadres.models import AnnualRating, Cadre, Honour, Post, RankPeriod
from cadres.services import cadres, records, units
from core.audit import trail
from core.errors import NotAllowed, RegulationBroken
from tests.factories.accounts import holder
from tests.factories.cadres import CadreFactory, PostFactory
from tests.factories.units import UnitFactory
from tests.moments import EARLIER, NOW, TODAY, TOMORROW, YESTERDAY
from units.models import Unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def cadre():
    return PostFactory(title="副镇长").cadre


@pytest.fixture
def who(cadre):
    return {"by": holder(Role.COUNTY_ADMIN, cadre.unit.county), "at": NOW}


def test_appoint_moves_the_person_to_a_unit_of_the_county(cadre, who):
    unit = UnitFactory(county=cadre.unit.county)

    records.appoint(cadre, unit=unit, title="局长", on=TODAY, is_head=True, **who)

    assert list(cadre.posts.order_by("pk").values_list("title", "until_on", "is_head")) == [
        ("副镇长", TODAY, False),
        ("局长", None, True),
    ]
    with pytest.raises(NotAllowed):
        records.appoint(cadre, unit=UnitFactory(), title="局长", on=TODAY, **who)


def test_pe_13_nobody_is_appointed_to_a_closed_unit(cadre, who):
    closed = UnitFactory(county=cadre.unit.county, until_on=YESTERDAY)

    with pytest.raises(RegulationBroken, match="PE-13"):
        records.appoint(cadre, unit=closed, title="局长", on=TODAY, **who)


def test_pe_05_main_posts_do_not_overlap(cadre, who):
    with pytest.raises(RegulationBroken, match="PE-05"):
        records.appoint(cadre, unit=cadre.unit, title="早", on=date(2017, 1, 1), **who)
    past = {"unit": cadre.unit, "title": "科员", "from_on": date(2016, 1, 1), "is_main": True}
    with pytest.raises(RegulationBroken, match="PE-05"):
        records.add_post(cadre, **past, **who)

    records.add_post(cadre, **past, until_on=EARLIER, **who)
    concurrent = records.add_post(cadre, unit=cadre.unit, title="兼", from_on=TODAY, **who)

    assert not concurrent.is_main
    assert cadre.posts.count() == 3


def test_overlapping_main_posts_are_refused_by_the_database(cadre):
    with pytest.raises(IntegrityError, match="post_main_posts_do_not_overlap"):
        PostFactory(cadre=cadre, from_on=EARLIER, until_on=TODAY)


def test_pe_07_a_post_ends_after_it_begins(cadre, who):
    with pytest.raises(RegulationBroken, match="PE-07"):
        records.add_post(
            cadre, unit=cadre.unit, title="兼", from_on=TODAY, until_on=YESTERDAY, **who
        )
    with pytest.raises(RegulationBroken, match="PE-07"):
        records.protect(cadre, kind="LEAVE", from_on=TODAY, until_on=YESTERDAY, **who)


def test_ranks_follow_each_other(cadre, who):
    records.set_rank(cadre, rank="R12", from_on=EARLIER, **who)
    records.set_rank(cadre, rank="R11", from_on=TODAY, **who)

    rows = RankPeriod.objects.order_by("pk")
    assert [(str(row), row.until_on) for row in rows] == [("二级科员", TODAY), ("一级科员", None)]
    with pytest.raises(RegulationBroken, match="PE-09"):
        records.set_rank(cadre, rank="R10", from_on=TODAY, **who)


@pytest.mark.parametrize("kind", StaffKind.values)
@pytest.mark.parametrize("grade", [*CivilRating.values, *InstitutionRating.values])
def test_pe_06_the_two_scales_never_mix(cadre, who, kind, grade):
    Cadre.objects.filter(pk=cadre.pk).update(staff_kind=kind)
    civil = kind in ("CIVIL_SERVANT", "BY_REFERENCE", "EMPLOYED")

    if grade in (CivilRating if civil else InstitutionRating).values:
        row = records.rate(cadre, year=2017, grade=grade, **who)
        assert (row.civil, row.institution) == ((grade, "") if civil else ("", grade))
    else:
        with pytest.raises(RegulationBroken, match="PE-06"):
            records.rate(cadre, year=2017, grade=grade, **who)


@pytest.mark.parametrize(
    ("kind", "civil", "institution"),
    [
        ("CIVIL_SERVANT", "", "QUALIFIED"),
        ("CIVIL_SERVANT", "COMPETENT", "QUALIFIED"),
        ("INSTITUTION", "COMPETENT", ""),
        ("INSTITUTION", "", ""),
    ],
)
def test_a_rating_on_the_wrong_scale_is_refused_by_the_database(cadre, kind, civil, institution):
    with pytest.raises(IntegrityError, match="rating_scale_fits_staff_kind"):
        AnnualRating.objects.create(
            cadre=cadre, year=2017, staff_kind=kind, civil=civil, institution=institution
        )


def test_a_rating_can_be_corrected(cadre, who):
    records.rate(cadre, year=2017, grade="COMPETENT", **who)
    records.rate(cadre, year=2017, grade="BARELY", **who)

    assert str(AnnualRating.objects.get()) == "2017 基本称职"


def test_honours_are_taken_back_but_stay(cadre, who):
    given = {"kind": "RED_LIST", "title": "红名单", "awarded_by": "县委", "awarded_on": EARLIER}
    row = records.honour(cadre, **given, **who)

    records.revoke_honour(row, on=TODAY, **who)

    assert Honour.objects.get().revoked_on == TODAY
    with pytest.raises(RegulationBroken, match="PE-07"):
        records.revoke_honour(row, on=date(2017, 1, 1), **who)


def test_education_and_protection_are_entered(cadre, who):
    row = records.educate(cadre, schooling="FULL_TIME", attainment="20", school="贵州大学", **who)
    records.protect(cadre, kind="NURSING", from_on=TODAY, until_on=None, **who)

    assert str(row) == "大学本科 贵州大学"
    assert cadre.protections.get().kind == "NURSING"


def test_pe_12_nobody_joins_or_works_before_birth(cadre, who):
    with pytest.raises(RegulationBroken, match="PE-12"):
        cadres.amend(cadre, party_joined_on=cadre.born_on, **who)
    with pytest.raises(TypeError, match="unit"):
        cadres.amend(cadre, unit=cadre.unit, **who)


def test_nobody_keeps_the_own_file_and_no_clerk_keeps_any(cadre):
    own = holder(Role.COUNTY_ADMIN, cadre.unit.county)
    Cadre.objects.filter(pk=cadre.pk).update(user=own)
    clerk = holder(Role.UNIT_CLERK, cadre.unit)

    for by in (own, clerk):
        with pytest.raises(NotAllowed):
            records.rate(Cadre.objects.get(pk=cadre.pk), year=2017, grade="BARELY", by=by, at=NOW)
    assert trail.first_break() is None


def test_merge_takes_the_people_along_under_their_titles(cadre, who):
    into = UnitFactory(county=cadre.unit.county)

    units.merge(cadre.unit, into=into, on=TODAY, basis="〔2018〕1号", **who)

    post = Post.objects.get(cadre=cadre, until_on=None)
    assert (post.unit, post.title, post.basis) == (into, "副镇长", "〔2018〕1号")
    assert Cadre.objects.get(pk=cadre.pk).unit == into


def test_merge_is_all_or_nothing(cadre, who):
    into = UnitFactory(county=cadre.unit.county)
    PostFactory(cadre=CadreFactory(unit=cadre.unit), from_on=TOMORROW)

    with pytest.raises(RegulationBroken, match="PE-05"):
        units.merge(cadre.unit, into=into, on=TODAY, **who)
    assert Post.objects.get(cadre=cadre).until_on is None


def test_pe_08_a_unit_with_people_is_not_closed(cadre, who):
    with pytest.raises(RegulationBroken, match="PE-08"):
        units.close(cadre.unit, on=TODAY, **who)

    empty = units.found(cadre.unit.county, name="空", kind="TOWN", from_on=EARLIER, **who)
    units.rename(empty, name="空空", on=YESTERDAY, **who)
    units.move(empty, parent=cadre.unit, on=TODAY, **who)
    units.amend(empty, establishment=9, **who)
    units.close(empty, on=TOMORROW, **(who | {"at": NOW.replace(day=11)}))

    assert Unit.objects.get(pk=empty.pk).establishment == 9


def test_units_are_kept_by_the_county_admin_only(cadre):
    clerk = {"by": holder(Role.UNIT_CLERK, cadre.unit), "at": NOW}

    for act in (
        lambda: units.rename(cadre.unit, name="新", on=TODAY, **clerk),
        lambda: units.found(cadre.unit.county, name="新", kind="TOWN", from_on=TODAY, **clerk),
        lambda: units.close(cadre.unit, on=TODAY, **clerk),
    ):
        with pytest.raises(NotAllowed):
            act()
