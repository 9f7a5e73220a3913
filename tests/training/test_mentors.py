"""带教人: nobody who is tied to the person, and no assessor."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.enums import Role
from assessment import permissions as assessing
from cadres.models import Cadre, Kinship
from core.errors import RegulationBroken
from tests.factories import practice
from tests.factories import training as make
from training.models import PracticePosting
from training.queries import mentors
from training.services import posting_changes

ON = date(2018, 8, 1)
LATER = make.NOW.replace(month=8, day=20)
WHY = {"reason": "原带教人调离", "handover": "水塔维修还差 2 处"}


@pytest.fixture
def case(world, training_class):
    return make.enrolled(world, training_class).case


def person(world, name="陈立"):
    """An account on the archive of another unit."""
    user = make.user(name=name)
    told = {"name": name, "sex": "M", "born_on": date(1975, 1, 1), "staff_kind": "CIVIL_SERVANT"}
    Cadre.objects.create(user=user, unit=world.host, level="ORDINARY", is_leading=False, **told)
    return user


def kin(world, cadre, relative, **fields):
    told = {"kind": "IN_LAW", "declared_by": world.admin, "declared_at": make.NOW}
    return Kinship.objects.create(cadre=cadre, relative=relative, **told | fields)


def moved(world, posting, mentor):
    facts = {"host_place": practice.place(world), "on": ON, **WHY, "by": world.manager}
    return posting_changes.transfer(posting, mentor=mentor, at=LATER, **facts)


def by_hand(posting, mentor):
    """Name a mentor past every service; the database is asked alone."""
    with transaction.atomic():
        PracticePosting.objects.filter(pk=posting.pk).update(mentor=mentor)


@pytest.mark.parametrize("is_named_first", [True, False])
def test_mt_01_kin_do_not_guide(world, case, is_named_first):
    mentor = person(world)
    pair = (case.cadre, mentor.cadre) if is_named_first else (mentor.cadre, case.cadre)
    kin(world, *pair)

    with pytest.raises(RegulationBroken, match="MT-01"):
        make.posting(world, case, mentor=mentor)
    with pytest.raises(RegulationBroken, match="MT-01"):
        moved(world, make.posting(world, case), mentor)


def test_tie_that_was_struck_out_keeps_nobody_out(world, case):
    mentor = person(world)
    kin(world, case.cadre, mentor.cadre, ended_by=world.admin, ended_at=make.NOW)

    assert make.posting(world, case, mentor=mentor).mentor == mentor


def test_mt_02_who_nominated_does_not_guide(world, case):
    with pytest.raises(RegulationBroken, match="MT-02"):
        make.posting(world, case, mentor=case.nomination.drafted_by)


def test_database_refuses_kin_nominator_and_the_person(world, case):
    posting, mentor = make.posting(world, case), person(world)
    kin(world, mentor.cadre, case.cadre)

    for tied in (mentor, case.nomination.drafted_by, case.subject):
        with pytest.raises(IntegrityError, match="tied"):
            by_hand(posting, tied)
    by_hand(posting, make.user())


def test_load_stands_beside_the_name_and_tied_people_are_not_offered(client, world, case):
    mentor, relative = person(world, "王强"), person(world, "王芳")
    kin(world, case.cadre, relative.cadre)
    make.posting(world, case, mentor=mentor)
    client.force_login(world.manager)
    posting = case.postings.get()
    page = reverse("training:posting-act", args=[posting.pk, "transfer"])

    told = client.post(page, {"look": "mentor", "mentor__q": "王"}).content.decode()

    rows = mentors.with_load(type(mentor).objects.filter(pk=mentor.pk), on=ON)
    assert rows.get().load == 1
    assert mentors.unfit_for(case) >= {case.subject_id, relative.pk}
    assert "王强（在带 0 人）" in told  # the posting of 2018 is over by now
    assert "王芳" not in told


def test_who_guides_does_not_assess(world, case):
    guide = make.holder(Role.CLASS_MANAGER, world.county)
    assert assessing.assess_case.allows(guide, case)

    posting = make.posting(world, case, mentor=guide)

    assert not assessing.assess_case.allows(guide, case)
    assert assessing.assess_case.allows(world.manager, case)
    moved(world, posting, make.user())
    assert not assessing.assess_case.allows(guide, case)
