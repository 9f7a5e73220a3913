"""Pages of rule replays."""

from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.enums import Role
from core.jobs import worker
from core.jobs.models import Job
from reports.models import Replay
from reports.services import replays
from tests.factories.accounts import holder
from tests.factories.recall import approved_nomination, open_campaign
from tests.factories.schemes import next_version
from tests.moments import DECIDED_AT

pytestmark = pytest.mark.django_db


def test_replay_is_asked_for_polled_and_read(client):
    campaign = open_campaign()
    approved_nomination(campaign)
    draft = next_version(campaign.scheme_version)
    client.force_login(holder(Role.COUNTY_ADMIN, campaign.county))
    ask = reverse("reports:replay-ask", args=[draft.pk])

    assert client.get(ask).status_code == 200
    assert client.post(ask, {"token": uuid4()}).status_code == 422
    given = {"token": uuid4(), "base": campaign.scheme_version_id}
    assert client.post(ask, given).status_code == 302
    row = Replay.objects.get()
    progress = reverse("reports:replay-progress", args=[row.pk])
    assert client.get(progress).status_code == 200
    assert (
        "replay-progress" in client.get(reverse("reports:replay", args=[row.pk])).content.decode()
    )
    worker.drain(replays.LANE, at=timezone.now(), seconds=30)

    done = client.get(progress)
    told = client.get(reverse("reports:replay", args=[row.pk])).content.decode()
    assert (done.status_code, done["HX-Refresh"]) == (286, "true")
    assert told.count("隐去") > 4
    assert str(draft) in client.get(reverse("reports:replay-list")).content.decode()


def test_replay_that_was_given_up_says_so(client):
    campaign = open_campaign()
    draft = next_version(campaign.scheme_version)
    by = draft.drafted_by
    row = replays.ask(draft, base=campaign.scheme_version, token=uuid4(), by=by, at=DECIDED_AT)
    Job.objects.update(state="DEAD")
    client.force_login(by)

    assert "已停止" in client.get(reverse("reports:replay", args=[row.pk])).content.decode()


def test_clerk_may_not_ask(client):
    campaign = open_campaign()
    client.force_login(holder(Role.UNIT_CLERK, campaign.campaign_units.get().unit))

    ask = reverse("reports:replay-ask", args=[campaign.scheme_version_id])

    assert client.get(ask).status_code == 403
