"""The pages of training and practice, each seen by the role that works on it."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page

from core.dates import legal_day
from recall.models import Case
from tests import browser as harness
from tests.factories import training as make

pytestmark = pytest.mark.browser


@pytest.fixture
def world(transactional_db) -> SimpleNamespace:
    """A class that opens today with two lessons, somebody in it, somebody posted."""
    today = legal_day(timezone.now())
    world = make.world()
    world.klass = make.planned_class(world, opens_on=today)
    world.lesson = make.session(world.klass, world.manager, title="基层治理中的依法行政")
    make.session(world.klass, world.manager, hour=14, title="分组研讨：群众工作方法")
    world.trainee = make.enrolled(world, world.klass, subject=make.user(name="㛃𬱟"))
    away = make.case(world.campaign, world.unit, subject=make.user(name="欧阳䶮"))
    Case.objects.filter(pk=away.pk).update(state="TRAINING")
    world.waiting = Case.objects.get(pk=away.pk)
    return world


def test_class_manager_sees_clean_pages(world: SimpleNamespace, live_server, page: Page) -> None:
    shown = {
        "classes": reverse("training:class-list"),
        "class-new": reverse("training:class-plan"),
        "class": reverse("training:class-detail", args=[world.klass.pk]),
        "session-new": reverse("training:session-add", args=[world.klass.pk]),
        "attendance": reverse("training:session-attendance", args=[world.lesson.pk]),
        "withdraw": reverse("training:enrolment-withdraw", args=[world.trainee.pk]),
        "postings": reverse("training:posting-list"),
        "posting-new": reverse("training:posting-send", args=[world.waiting.pk]),
    }

    harness.visit(page, live_server.url, world.manager, shown)


def test_trainee_and_mentor_see_clean_phone_pages(
    world: SimpleNamespace, live_server, page: Page
) -> None:
    today = legal_day(timezone.now())
    posting = make.posting(world, world.waiting, from_on=today - timedelta(days=10))
    trainee = world.trainee.case.subject

    harness.visit(page, live_server.url, trainee, {"today": reverse("training:today")})
    journal = {"journal": reverse("training:journal-write", args=[posting.pk])}
    harness.visit(page, live_server.url, world.waiting.subject, journal)
    mentor = {"my-trainees": reverse("training:my-trainees")}
    harness.visit(page, live_server.url, world.mentor, mentor)
    office = {"posting": reverse("training:posting-detail", args=[posting.pk])}
    harness.visit(page, live_server.url, world.manager, office)
