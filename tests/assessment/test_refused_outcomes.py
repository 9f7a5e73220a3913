"""An outcome that may not be decided is refused, changes nothing, and the refusal is on record.

The same for a recall: tests/recall/test_refused_decisions.py.
"""

from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.enums import Role
from assessment.models import Outcome
from assessment.queries.reading import digest
from assessment.services import outcomes, referrals
from cadres.models import Protection
from core import dates
from core.audit.models import Entry
from core.errors import RegulationBroken
from recall.models import Case, MeetingResult
from recall.services import decisions
from tests.core.imports import files
from tests.factories import assessment as assess
from tests.factories import sittings
from tests.factories.accounts import grant, holder

pytestmark = pytest.mark.django_db
PAGE = "assessment:outcome-decide"


@pytest.fixture
def case(world):
    return assess.concluded(world).case


def post(client: Any, case: Case, by: Any, **changes: Any) -> Any:
    """Send the honest form of a decision, but for what is changed."""
    form = {
        "content_hash": digest(case),
        "kind": "RETURN",
        "conditions_RETURN": ["fit_again"],
        "reason": "能够胜任原岗位",
        "approver": "COUNTY",
        "meeting": "部务会",
        "held_on": dates.legal_day(timezone.now()).isoformat(),
        "due_count": 3,
        "others": "王某、李某、张某",
        "agree_count": 3,
        "disagree_count": 0,
        "defer_count": 0,
    }
    client.force_login(by)
    return client.post(reverse(PAGE, args=[case.pk]), form | changes)


def refused(case: Case, by: Any, status: int, rule: str = "") -> None:
    """Nothing is decided, and one entry says who tried what, and which rule said no."""
    assert not Outcome.objects.exists()
    assert Case.objects.get(pk=case.pk).state == "ASSESSED"
    noted = Entry.objects.get(act="denied")
    assert (noted.by, noted.row_kind) == (by, PAGE)
    assert noted.detail == {"method": "POST", "status": status} | ({"rule": rule} if rule else {})


def answered(world: Any, case: Case) -> None:
    """Let discipline inspection have given the case back meanwhile."""
    row = assess.referred(world, case)
    by, at = holder(Role.DISCIPLINE_LIAISON, world.county), assess.LATER
    referrals.answer(row, answer="BACK", opinion="不予立案", by=by, at=at)


def test_the_honest_form_decides_and_keeps_who_sat_and_what_was_read(client, world, case):
    read = digest(case)

    assert post(client, case, world.decider).status_code == 302
    outcome = Outcome.objects.get()
    assert outcome.content_hash == read
    assert list(outcome.members.values_list("name", flat=True)) == ["王某", "李某", "张某"]
    assert not Entry.objects.filter(act="denied").exists()


def test_the_page_shows_and_carries_the_hash_of_what_is_decided_on(client, world, case):
    client.force_login(world.decider)

    told = client.get(reverse(PAGE, args=[case.pk])).content.decode()

    known = digest(case)
    assert f"<code>{known[:12]}</code>" in told
    assert f'name="content_hash" value="{known}"' in told


def test_outcome_by_somebody_recused_is_refused_and_audited(client, world, case):
    by, at = world.decider, assess.LATER
    decisions.recuse(case.nomination, user=by, reason="同学", by=by, at=at)

    assert post(client, case, by).status_code == 403
    refused(case, by, 403)


def test_outcome_without_quorum_is_refused_and_audited(client, world, case):
    assert post(client, case, world.decider, due_count=9).status_code == 422
    refused(case, world.decider, 422, "AS-09")


def test_om_02_outcome_without_named_members_is_refused_and_audited(client, world, case):
    assert post(client, case, world.decider, others="王某、李某").status_code == 422
    refused(case, world.decider, 422, "OM-02")


def test_om_03_interested_member_is_not_offered_and_refused(client, world, case):
    member = holder(Role.DECIDER, case.county)
    decisions.recuse(case.nomination, user=member, reason="同学", by=world.decider, at=assess.LATER)

    client.force_login(world.decider)
    page = client.get(reverse(PAGE, args=[case.pk])).content.decode()
    assert member.name not in page
    assert post(client, case, world.decider, members=[member.pk]).status_code == 422
    assert not Outcome.objects.exists()
    told = {"kind": "RETURN", "conditions": ["fit_again"], "reason": "合格"}
    sitting = outcomes.Sitting([member], ["王某", "李某", "张某", "赵某"], digest(case))
    with pytest.raises(RegulationBroken, match="OM-03"):
        assess.decide(world, case, sitting=sitting, **told)


@pytest.mark.parametrize("change", ["protection", "referral"])
def test_outcome_on_content_that_changed_is_refused_and_audited(client, world, case, change):
    read = digest(case)
    if change == "protection":
        on = dates.legal_day(assess.LATER)
        Protection.objects.create(cadre=case.cadre, kind="ILLNESS", from_on=on)
    else:
        answered(world, case)

    answer = post(client, case, world.decider, content_hash=read)

    assert answer.status_code == 409
    assert "重新打开本页" in answer.content.decode()
    refused(case, world.decider, 409)


def test_outcome_on_ones_own_case_is_refused_and_audited(client, case):
    subject = grant(case.subject, Role.DECIDER, case.county)

    assert post(client, case, subject).status_code == 404
    refused(case, subject, 404)


def test_om_01_heavy_outcome_without_a_meetings_vote_is_refused_and_audited(client, world, case):
    ticked = ["ground_refused_post", "bars_checked", "heard"]
    told = {"kind": "DISMISS", "conditions_DISMISS": ticked}

    assert post(client, case, world.decider, **told).status_code == 422
    refused(case, world.decider, 422, "OM-01")


def test_outcome_by_bulk_is_refused_for_the_case_that_may_not_and_audited(world):
    first, second = (assess.proposed(world).case for _n in range(2))
    row = sittings.opened(world, first, second)
    for position in (1, 2):
        sittings.vote(row, position)
    by = row.keeper
    decisions.recuse(first.nomination, user=by, reason="同学", by=by, at=assess.LATER)

    sittings.applied(row)

    told = {r.item.nomination_id: r for r in MeetingResult.objects.select_related("item")}
    kept = [told[one.nomination_id].outcome for one in (first, second)]
    assert kept == ["REFUSED", "APPLIED"]
    assert Case.objects.get(pk=first.pk).state == "ASSESSED"
    noted = Entry.objects.get(act="apply_item", row_id=told[first.nomination_id].pk)
    assert (noted.by, noted.detail["outcome"]) == (by, "REFUSED")


def test_bulk_on_what_changed_after_the_vote_is_refused_and_audited(world):
    case = assess.proposed(world).case
    row = sittings.opened(world, case)
    sittings.vote(row)
    Protection.objects.create(
        cadre=case.cadre, kind="ILLNESS", from_on=dates.legal_day(assess.LATER)
    )

    sittings.applied(row)

    result = MeetingResult.objects.get()
    assert (result.outcome, "材料在列入议程" in result.sentence) == ("REFUSED", True)
    assert not Outcome.objects.exists()


@pytest.mark.parametrize("kind", ["outcomes", "cases"])
def test_outcome_by_import_is_refused_and_audited(client, case, kind):
    admin = holder(Role.COUNTY_ADMIN, case.county)
    client.force_login(admin)
    sheet = files.grid([[case.cadre.name, "辞退"]], header=["姓名", "处理结果"]).decode()

    answer = client.post(reverse("portal:import-upload", args=[kind]), {"grid": sheet})

    assert (answer.status_code, Outcome.objects.exists()) == (404, False)
    noted = Entry.objects.get(act="denied")
    assert (noted.by, noted.row_kind) == (admin, "portal:import-upload")
