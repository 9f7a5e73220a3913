"""新闻稿件: pseudonyms, checked against everybody in the campaign, decided by another."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from core.dates import legal_day
from core.errors import NotAllowed, RegulationBroken, StateConflict
from recall.models import Nomination
from reports.models import PressText, PressVersion
from reports.queries import press as queries
from reports.services import press
from tests.factories import training as make
from tests.factories.accounts import holder
from tests.factories.recall import served_case
from tests.factories.units import UnitFactory
from tests.fixtures import media
from tests.moments import SERVED_AT

__all__ = ["media"]
pytestmark = pytest.mark.django_db
NOW = make.NOW
ENDS = legal_day(NOW) + timedelta(days=30)
CLEAN = "本批次召回若干名干部参加教育培训。干部A认识有提高。"


@pytest.fixture
def world():
    return make.world()


def made(world, count=1, **given):
    cases = [make.case(world.campaign, world.unit) for _n in range(count)]
    told = {"cases": cases[:2], "ends_on": ENDS, "by": world.admin, "at": NOW}
    return press.make(world.campaign, **told | given)


def written(world, row, text=CLEAN):
    return press.rewrite(row, text=text, by=world.admin, at=NOW)


def test_draft_names_nobody_and_hides_small_numbers(media):
    first = served_case()
    others = [served_case(first.campaign) for _n in range(2)]
    by = holder(make.Role.COUNTY_ADMIN, first.county)
    at = SERVED_AT + timedelta(days=30)
    ends = legal_day(at) + timedelta(days=30)

    row = press.make(first.campaign, cases=[first, *others], ends_on=ends, by=by, at=at)

    text = row.versions.get().text
    assert "共召回干部若干名" in text
    assert "干部C" in text
    assert queries.forbidden(first.campaign, text) == []
    assert queries.small_numbers(text) == []


@pytest.mark.parametrize(("count", "told"), [(4, False), (5, True)])
def test_a_trait_is_told_only_where_five_share_it(world, count, told):
    town = UnitFactory(county=world.county, kind="TOWN")
    for _n in range(count):
        make.case(world.campaign, town)
    for _n in range(6):
        make.case(world.campaign, world.unit)
    case = queries.chosen(world.campaign, world.admin).filter(unit=town).first()

    text = queries.draft(world.campaign, [case], on=legal_day(NOW))

    assert ("某乡镇" in text) == told


def test_ds_15_a_text_ends_within_ninety_days(world):
    for days in (0, 91):
        with pytest.raises(RegulationBroken, match="DS-15"):
            made(world, ends_on=legal_day(NOW) + timedelta(days=days))


@pytest.mark.parametrize(
    "word", ["cadre__name", "unit__name", "post_title", "spaced", "identity"], ids=str
)
def test_ds_16_names_units_posts_and_numbers_are_found(world, word):
    row = made(world)
    told = Nomination.objects.get()
    texts = {
        "cadre__name": told.cadre.name,
        "unit__name": told.unit.name,
        "post_title": told.post_title,
        "spaced": " ".join(told.cadre.name),
        "identity": "身份证 110101199003078515",
    }

    with pytest.raises(RegulationBroken, match="DS-16"):
        written(world, row, CLEAN + texts[word])


@pytest.mark.parametrize("words", ["召回3名干部", "其中两人返岗", "4 人", "有一位干部"])
def test_ds_17_numbers_under_five_are_found(world, words):
    with pytest.raises(RegulationBroken, match="DS-17"):
        written(world, made(world), words)


@pytest.mark.parametrize("words", ["召回13名干部", "其中五人返岗", "二十二人", "第一批"])
def test_larger_numbers_may_stand(world, words):
    assert queries.small_numbers(words) == []


def test_ds_18_a_refusal_says_why(world):
    row = made(world)
    with pytest.raises(RegulationBroken, match="DS-18"):
        press.decide(row, is_approved=False, by=world.decider, at=NOW)

    done = press.decide(row, is_approved=False, opinion="再改", by=world.decider, at=NOW)

    assert done.is_approved is False


def test_written_by_one_and_decided_by_another_also_in_the_database(world):
    both = holder(make.Role.COUNTY_ADMIN, world.county)
    row = made(world)
    with pytest.raises(NotAllowed):
        press.decide(row, is_approved=True, by=both, at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        PressText.objects.filter(pk=row.pk).update(
            is_approved=True, decided_by=world.admin, decided_at=NOW
        )

    done = press.decide(written(world, row), is_approved=True, by=world.decider, at=NOW)

    assert done.decided_by == world.decider
    with pytest.raises(StateConflict):
        written(world, row)
    with pytest.raises(IntegrityError), transaction.atomic():
        PressVersion.objects.create(
            press=row, number=9, text="再改", written_by=world.admin, written_at=NOW
        )


def test_approval_looks_again_at_who_joined_the_campaign(world):
    row = written(world, made(world), CLEAN + "用户九九同志很努力。")
    case = make.case(world.campaign, world.unit)
    type(case.cadre).objects.filter(pk=case.cadre_id).update(name="用户九九")

    with pytest.raises(RegulationBroken, match="DS-16"):
        press.decide(row, is_approved=True, by=world.decider, at=NOW)


def test_page_shows_the_text_until_its_day_and_not_after(client, world, monkeypatch):
    row = written(world, made(world))
    press.decide(row, is_approved=True, by=world.decider, at=NOW)
    client.force_login(world.decider)
    page = reverse("reports:press", args=[row.pk])
    days = {"now": NOW}
    monkeypatch.setattr("reports.views.press.timezone.now", lambda: days["now"])

    assert "干部A认识有提高" in client.get(page).content.decode()
    days["now"] = NOW + timedelta(days=31)
    assert "干部A认识有提高" not in client.get(page).content.decode()


def test_withdrawn_text_is_shown_nowhere(client, world):
    row = written(world, made(world))
    press.decide(row, is_approved=True, by=world.decider, at=NOW)
    done = press.withdraw(row, reason="情况有变", by=world.admin, at=NOW)
    with pytest.raises(StateConflict):
        press.withdraw(row, reason="情况有变", by=world.admin, at=NOW)
    client.force_login(world.admin)

    text = client.get(reverse("reports:press", args=[row.pk])).content.decode()

    assert done.withdrawn_by == world.admin
    assert "干部A认识有提高" not in text


def test_only_the_countys_administrator_drafts_and_its_people_stop(world):
    with pytest.raises(NotAllowed):
        made(world, by=world.decider)
    row = made(world)
    with pytest.raises(NotAllowed):
        press.withdraw(row, reason="情况有变", by=world.mentor, at=NOW)
