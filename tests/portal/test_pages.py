"""The workbench by role, the person's page, the dossier, the jobs, the health answer."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.enums import Role
from core.dates import legal_day
from core.documents.models import Document
from core.jobs.models import Job
from recall.models import Case
from recall.services import cases
from tests.factories import assessment as assess
from tests.factories import ratings
from tests.factories import training as make
from tests.factories.accounts import UserFactory, holder
from tests.factories.cadres import PostFactory
from tests.factories.recall import (
    EXEMPT,
    approved_nomination,
    draft_nomination,
    heard_nomination,
    open_campaign,
    served_case,
    submitted_nomination,
    verified_nomination,
)
from tests.moments import SERVED_AT
from tests.permissions.worlds import place

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign():
    return open_campaign()


def _titles(client, user):
    client.force_login(user)
    todo = client.get(reverse("portal:home")).context["todo"]
    return [task.title for task in todo if "期限已超" not in task.title]  # all is of 2018


@pytest.mark.parametrize(
    ("build", "role", "words"),
    [
        (submitted_nomination, Role.VERIFIER, "核实"),
        (verified_nomination, Role.VERIFIER, "登记逾期未申辩"),
        (heard_nomination, Role.DECIDER, "集体研究"),
        (approved_nomination, Role.COUNTY_ADMIN, "登记送达"),
    ],
)
def test_home_names_what_waits_for_the_role(client, campaign, build, role, words):
    row = build(campaign)

    assert _titles(client, holder(role, row.county)) == [f"{row.cadre.name}　{words}"]


def test_home_of_the_class_manager_names_served_cases(client, campaign):
    case = served_case(campaign)

    titles = _titles(client, holder(Role.CLASS_MANAGER, case.county))

    assert titles == [f"{case.cadre.name}　编入培训班"]


def test_home_of_the_class_manager_names_the_end_of_the_way(client):
    world = make.world()
    back = make.case(world.campaign, world.unit, state="PRACTICE")
    away = make.case(world.campaign, world.unit, state="TRAINING")
    make.posting(world, Case.objects.get(pk=away.pk), from_on=legal_day(timezone.now()))
    decided = assess.concluded(world).case
    assess.decide(world, decided)

    titles = _titles(client, world.manager)

    # Each stands by its own term now, so the order is not that of the names.
    told = [f"{back.cadre.name}　综合考核", f"{decided.cadre.name}　登记结果送达"]
    assert sorted(titles) == sorted(told)


def test_home_of_the_class_manager_names_ratings_whose_last_day_is_over(client):
    world = make.world()
    room = make.planned_class(world)
    people = [make.enrolled(world, room) for _n in range(5)]
    sits = make.holder(Role.CLASS_MANAGER, world.county)
    make.enrolled(world, room, subject=sits)
    row = ratings.opened(world, room, people)
    line = f"{row.session.title}　截止并公布课程评价"

    with time_machine.travel(ratings.ENDS, tick=False):
        assert line not in _titles(client, world.manager)
    assert line in _titles(client, world.manager)
    assert line not in _titles(client, sits)
    for user in (make.holder(Role.VERIFIER, world.county), make.world().manager):
        assert line not in _titles(client, user)
    ratings.closed(world, row)
    assert line not in _titles(client, world.manager)


def test_home_of_the_unit_names_the_owed_round_then_the_draft(client, campaign):
    unit = campaign.campaign_units.get().unit
    clerk = holder(Role.UNIT_CLERK, unit)

    owed = _titles(client, clerk)
    row = draft_nomination(campaign, clerk=clerk)
    both = _titles(client, clerk)

    assert owed == ["首批　第 1 轮报送"]
    assert both == ["首批　第 1 轮报送", f"{row.cadre.name}　填报提名"]


def test_home_of_a_verifier_forgets_what_they_have_verified(client):
    row = submitted_nomination(open_campaign(verifiers_needed=2))
    verifier = holder(Role.VERIFIER, row.county)
    fact = row.facts.get()
    client.force_login(verifier)
    client.post(
        reverse("recall:nomination-verify", args=[row.pk]),
        {
            "version": row.version,
            "conclusion": "MATCHED",
            "opinion": "属实",
            **EXEMPT,
            f"result_{fact.pk}": "PROVED",
        },
    )

    assert _titles(client, verifier) == []


def test_home_without_a_desk_goes_to_what_waits_first(client, campaign):
    unit = campaign.campaign_units.get().unit
    cadre = PostFactory(cadre__unit=unit, cadre__user=UserFactory()).cadre
    told = verified_nomination(campaign, cadre=cadre).subject
    case = served_case(campaign, cadre=PostFactory(cadre__unit=unit).cadre)
    cases.start_training(case, by=holder(Role.CLASS_MANAGER, case.county), at=SERVED_AT)
    trainee, contact = case.subject, holder(Role.HOST, unit)

    landed = []
    for user in (told, trainee, contact, UserFactory()):
        client.force_login(user)
        landed.append(client.get(reverse("portal:home")).url)

    pages = ("portal:me", "training:today", "training:my-trainees", "portal:me")
    assert landed == [reverse(name) for name in pages]


def test_me_shows_what_the_person_was_told(client, campaign):
    unit = campaign.campaign_units.get().unit
    cadre = PostFactory(cadre__unit=unit, cadre__user=UserFactory()).cadre
    client.force_login(cadre.user)

    before = client.get(reverse("portal:me")).content.decode()
    row = verified_nomination(campaign, cadre=cadre)
    after = client.get(reverse("portal:me")).content.decode()

    link = reverse("recall:own-nomination", args=[row.pk])
    assert (link in before, link in after) == (False, True)


def test_dossier_opens_for_the_department_and_is_404_elsewhere(client, campaign):
    case = served_case(campaign)
    url = reverse("portal:dossier", args=[case.pk])

    client.force_login(holder(Role.COUNTY_ADMIN, case.county))
    own = client.get(url).status_code
    client.force_login(holder(Role.COUNTY_ADMIN, open_campaign().county))
    foreign = client.get(url).status_code

    assert (own, foreign) == (200, 404)


def test_dossier_leads_on_from_wherever_the_case_stands(client):
    found = place()
    admin = found.people["county_admin"]
    client.force_login(admin)
    shown = {}
    for case in Case.objects.visible_to(admin):
        page = client.get(reverse("portal:dossier", args=[case.pk])).context
        shown.setdefault(case.state, []).extend(
            (str(part["label"]), part["state"]) for part in page["parts"]
        )

    assert ("编入培训班", "todo") in shown["SERVED"]
    assert {("培训班", "done"), ("派出实践锻炼", "todo")} <= set(shown["TRAINING"])
    assert {("实践锻炼", "part"), ("综合考核和处理结果", "part")} <= set(shown["PRACTICE"])
    assert ("综合考核和处理结果", "done") in shown["DECIDED"]


def test_a_document_that_fails_is_seen_by_its_own_admin_who_lets_it_try_again(client, campaign):
    case = Case.objects.get(nomination=approved_nomination(campaign))
    Document.objects.filter(pk=case.notice_id).update(state="FAILED")
    jobs = Job.objects.filter(payload__document_id=case.notice_id)
    jobs.update(state="DEAD", last_error="No space left on device")
    job = jobs.get()
    Job.objects.exclude(pk=job.pk).delete()  # the sheet of reasons
    client.force_login(holder(Role.COUNTY_ADMIN, open_campaign().county))
    foreign = client.post(reverse("portal:job-revive", args=[job.pk])).status_code
    client.force_login(holder(Role.COUNTY_ADMIN, case.county))

    listed = client.get(reverse("portal:job-list")).content.decode()
    home = client.get(reverse("portal:home")).context["troubled"]
    client.post(reverse("portal:job-revive", args=[job.pk]))

    assert ("No space left" in listed, home, foreign) == (True, 1, 404)
    assert jobs.get().state == "DUE"


def test_a_document_that_waits_too_long_is_seen_too(client, campaign):
    case = Case.objects.get(nomination=approved_nomination(campaign))
    jobs = Job.objects.filter(payload__document_id=case.notice_id)
    jobs.update(created_at=timezone.now() - timedelta(minutes=3))
    Job.objects.exclude(pk=jobs.get().pk).delete()  # the sheet of reasons
    client.force_login(holder(Role.COUNTY_ADMIN, case.county))

    assert client.get(reverse("portal:home")).context["troubled"] == 1


def test_health_answers_anybody_with_nothing_but_ok(client):
    assert client.get(reverse("portal:health")).content == b"ok"


@pytest.mark.parametrize("role", [Role.COUNTY_ADMIN, Role.VERIFIER, Role.CLASS_MANAGER])
def test_home_takes_at_most_12_queries(client, campaign, role):
    for build in (submitted_nomination, verified_nomination, heard_nomination, served_case):
        build(campaign)
    client.force_login(holder(role, campaign.county))
    client.get(reverse("portal:home"))

    with CaptureQueriesContext(connection) as queries:
        client.get(reverse("portal:home"))

    assert len(queries) <= 12
