"""The synthetic data holds what the product promises: figures sum, states follow from steps."""

from datetime import date

import pytest
from django.db import transaction
from django.db.models import Count, F, OuterRef, Subquery
from django.test import override_settings

from accounts.enums import Role
from accounts.models import Grant, User
from cadres.models import Cadre, Post
from recall.models import Campaign, Case, CaseStep, Nomination, NominationStep
from reports.queries import figures
from stories.management.commands.generate import fill
from stories.synthetic import sizes
from units.models import Unit

pytestmark = pytest.mark.django_db
PEOPLE = 300


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker, tmp_path_factory):
    """A county of 300 people, made once for the module and rolled back with it."""
    media = override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media"))
    with django_db_blocker.unblock(), media, transaction.atomic():
        yield fill(sizes.of("county", seed=7, people=PEOPLE))
        transaction.set_rollback(True)


def test_counts_are_what_was_asked_for(world):
    assert world["cadres.cadre"] == Cadre.objects.count() == PEOPLE
    assert world["recall.case"] == Case.objects.count() == 100
    assert Campaign.objects.count() == sizes.YEARS
    assert Unit.objects.count() == world["units.unit"]
    assert User.objects.count() == world["accounts.user"]


def test_every_partition_of_every_campaign_sums(world):
    broken = {
        campaign.title: figures.partitions(figures.compute(campaign, as_of=date(2026, 11, 30)))
        for campaign in Campaign.objects.all()
    }

    assert {title: rows for title, rows in broken.items() if rows} == {}


@pytest.mark.parametrize(
    ("model", "step", "first"), [(Nomination, NominationStep, "DRAFT"), (Case, CaseStep, "OPEN")]
)
def test_state_is_where_the_last_step_led(world, model, step, first):
    last = step.objects.filter(row=OuterRef("pk")).order_by("-at", "-pk").values("after")[:1]
    rows = model.objects.annotate(last=Subquery(last))

    assert not rows.exclude(state=F("last")).exclude(last=None, state=first).exists()
    assert not step.objects.values("row", "at").annotate(n=Count("pk")).filter(n__gt=1).exists()


def test_each_person_holds_one_post_and_grants_fit(world):
    assert Post.objects.filter(until_on=None).count() == PEOPLE
    assert Grant.objects.exclude(user__is_active=True).count() == 0
    assert set(Grant.objects.values_list("role", flat=True)) == set(Role)
    assert Grant.objects.filter(role=Role.PREFECTURE_VIEWER, county__level="PREFECTURE").exists()


def test_prefecture_has_some_4700_accounts():
    size = sizes.of("prefecture", seed=1)
    assert 4_650 <= size.accounts * size.counties + 5 <= 4_750


def test_last_campaign_has_people_at_every_undecided_stage(world):
    states = set(Nomination.objects.filter(campaign__state="OPEN").values_list("state", flat=True))

    assert {"DRAFT", "SUBMITTED", "VERIFIED", "HEARD", "APPROVED"} <= states


def test_run_goes_on_where_it_broke_and_refuses_strangers(world):
    assert fill(sizes.of("county", seed=7, people=PEOPLE)) == {}
    with pytest.raises(ValueError, match="not empty"):
        fill(sizes.of("county", seed=8, people=PEOPLE))
