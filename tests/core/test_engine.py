import pytest
from django_fsm import TransitionNotAllowed

from accounts.enums import Role
from core.audit.models import Entry
from core.errors import NotAllowed, StateConflict
from core.workflow.engine import Event, advance, history, lock, moves_for
from recall.enums import CampaignState
from recall.enums import NominationState as S
from recall.models import Campaign
from tests.factories.accounts import UserFactory, holder
from tests.factories.recall import (
    CampaignFactory,
    complete_nomination,
    conclude,
    submitted_nomination,
)
from tests.moments import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign():
    return CampaignFactory()


@pytest.fixture
def admin(campaign):
    return holder(Role.COUNTY_ADMIN, campaign.county)


def test_advance_moves_saves_and_leaves_one_step_and_one_entry(campaign, admin):
    advance(lock(campaign).launch, by=admin, at=NOW, opinion="同意")

    row = Campaign.objects.get(pk=campaign.pk)
    assert (row.state, row.launched_by, row.launched_at) == (CampaignState.OPEN, admin, NOW)
    step = row.steps.get()
    assert (step.move, step.before, step.after, step.by, step.at, step.opinion) == (
        "launch",
        "DRAFT",
        "OPEN",
        admin,
        NOW,
        "同意",
    )
    entry = Entry.objects.get(row_kind="recall.campaign")
    assert (entry.act, entry.detail) == ("launch", {"before": "DRAFT", "after": "OPEN"})
    assert str(step) == "launch: DRAFT → OPEN"


def test_advance_refused_by_the_rule_changes_nothing(campaign):
    with pytest.raises(NotAllowed, match="只有本县管理员"):
        advance(lock(campaign).launch, by=UserFactory(), at=NOW)

    assert Campaign.objects.get(pk=campaign.pk).state == CampaignState.DRAFT
    assert not campaign.steps.exists()


def test_advance_from_another_state_is_a_conflict_that_names_it(campaign, admin):
    advance(lock(campaign).launch, by=admin, at=NOW)

    with pytest.raises(StateConflict, match="当前状态为“进行中”，不能启动"):
        advance(lock(campaign).launch, by=admin, at=NOW)

    assert campaign.steps.count() == 1


def test_advance_that_the_state_machine_itself_refuses_is_a_conflict(campaign, admin, monkeypatch):
    row = lock(campaign)

    def launch(*, by, at):
        raise TransitionNotAllowed

    launch.__self__ = row
    launch.__name__ = "launch"

    with pytest.raises(StateConflict):
        advance(launch, by=admin, at=NOW)


@pytest.mark.parametrize("state", [S.DRAFT, S.SENT_BACK])
def test_advance_starts_from_each_of_several_sources(state):
    row = complete_nomination() if state == S.DRAFT else conclude(submitted_nomination(), state)
    head = row.submitted_by or holder(Role.UNIT_HEAD, row.unit)

    advance(lock(row).submit, by=head, at=NOW)

    assert row.steps.last().before == state


def test_moves_for_offers_the_states_moves_each_with_its_refusal(campaign, admin):
    assert [*moves_for(admin, campaign).values()] == [("launch", "启动", "")]
    assert moves_for(UserFactory(), campaign)["launch"].refusal == "只有本县管理员可以办理批次。"


def test_history_tells_the_newest_step_first(campaign, admin):
    row = lock(campaign)
    advance(row.launch, by=admin, at=NOW)
    advance(row.close, by=admin, at=NOW, opinion="已完成")

    begun = Event("建立", admin, NOW)

    assert history(row, begun=begun) == [
        {"label": "结束", "who": admin.name, "at": NOW, "opinion": "已完成", "tone": "now"},
        {"label": "启动", "who": admin.name, "at": NOW, "opinion": "", "tone": ""},
        {"label": "建立", "who": admin.name, "at": NOW, "tone": ""},
    ]


@pytest.mark.django_db(transaction=True)
def test_lock_and_advance_outside_a_transaction_are_refused(campaign, admin):
    with pytest.raises(RuntimeError, match="lock\\(\\) must run inside"):
        lock(campaign)
    with pytest.raises(RuntimeError, match="advance\\(\\) must run inside"):
        advance(campaign.launch, by=admin, at=NOW)
