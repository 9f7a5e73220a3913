"""What is typed on a draft's page is kept by itself, for its writer alone, on every device."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.enums import Role
from core.errors import NotAllowed, StateConflict
from recall.models import Unsaved
from recall.services import nominations, unsaved
from tests.factories.accounts import holder
from tests.factories.recall import (
    complete_nomination,
    draft_nomination,
    open_campaign,
    submitted_nomination,
)
from tests.merging import untouched
from tests.moments import NOW

pytestmark = pytest.mark.django_db
HALF = "写了一半的意"
OPINION = {"held_on": "2018-05-09", "due_count": "7", "present_count": "6", "agree_count": "5"}


@pytest.fixture
def draft():
    return draft_nomination(open_campaign())


@pytest.fixture
def clerk(draft, client):
    client.force_login(draft.drafted_by)
    return draft.drafted_by


def url(name, draft, *more):
    return reverse(f"recall:{name}", args=[draft.pk, *more])


def kept(client, draft, page="opinion", **told):
    """Keep what htmx sends two seconds after the last key; answer the line that says so."""
    head = {"HX-Request": "true"}
    return client.post(url("unsaved", draft, page), told, headers=head, follow=True)


def test_what_was_typed_comes_back_on_another_device_of_the_writer(client, clerk, draft):
    line = kept(client, draft, text=HALF, held_on="2018-0")

    phone = Client()
    phone.force_login(clerk)
    tasks = phone.get(url("nomination-tasks", draft)).content.decode()
    page = phone.get(url("unit-opinion", draft)).content.decode()

    assert "已自动存下" in line.content.decode()
    assert (url("unit-opinion", draft) in tasks, "还没有保存" in tasks) == (True, True)
    assert (HALF in page, 'value="2018-0"' in page) == (True, True)
    assert not hasattr(draft, "unit_opinion")


def test_nobody_else_of_the_unit_reads_it(client, clerk, draft):
    kept(client, draft, text=HALF)
    client.force_login(holder(Role.UNIT_CLERK, draft.unit))

    assert HALF not in client.get(url("unit-opinion", draft)).content.decode()
    assert "还没有保存" not in client.get(url("nomination-tasks", draft)).content.decode()


def test_saving_ends_it(client, clerk, draft):
    kept(client, draft, text=HALF)

    told = untouched(client.get(url("unit-opinion", draft))) | OPINION
    assert client.post(url("unit-opinion", draft), told).status_code == 302

    assert draft.unit_opinion.text == HALF
    assert not Unsaved.objects.exists()


def test_kept_words_of_before_meet_what_a_colleague_saved_meanwhile(client, clerk, draft):
    shown = untouched(client.get(url("unit-opinion", draft)))
    kept(client, draft, **shown | OPINION, text=HALF)
    colleague = holder(Role.UNIT_CLERK, draft.unit)
    counts = {"due_count": 7, "present_count": 7, "agree_count": 7}
    told = {"held_on": NOW.date(), "text": "同事写的意见", "by": colleague, "at": NOW}
    nominations.put_opinion(draft, **counts, **told)

    page = client.get(url("unit-opinion", draft))
    met = client.post(url("unit-opinion", draft), untouched(page))

    assert met.status_code == 409
    assert (HALF in met.content.decode(), "同事写的意见" in met.content.decode()) == (True, True)


def test_a_half_fact_is_kept_and_goes_with_its_save(client, clerk):
    row = complete_nomination(open_campaign())
    client.force_login(row.drafted_by)
    fact = row.facts.get()
    ground = fact.ground_id
    kept(client, row, "new", text="新的一条", ground=ground)
    kept(client, row, str(fact.pk), text="改到一半", ground=ground, place="镇政府")

    assert "新的一条" in client.get(url("fact-add", row)).content.decode()
    page = client.get(url("fact-edit", row, fact.pk))
    assert "改到一半" in page.content.decode()
    told = untouched(page) | {"happened_on": "2018-05-01"}
    assert client.post(url("fact-edit", row, fact.pk), told).status_code == 302
    assert [one.page for one in Unsaved.objects.all()] == ["new"]
    assert kept(client, row, str(fact.pk + 999), text="没有这条").status_code == 404
    assert kept(client, row, "nothing", text="没有这页").status_code == 404


def test_ground_picked_in_the_guide_wins_over_the_kept_one(client, clerk):
    row = complete_nomination(open_campaign())
    client.force_login(row.drafted_by)
    kept(client, row, "new", text="新的一条", ground="0")
    picked = row.facts.get().ground_id

    page = client.get(url("fact-add", row), {"ground": picked})

    assert page.context["form"]["ground"].value() == str(picked)
    assert page.context["form"]["text"].value() == "新的一条"


def test_without_script_a_button_keeps_and_another_throws_away(client, clerk, draft):
    address = url("unsaved", draft, "opinion")

    stored = client.post(address, {"text": HALF})
    back = client.get(address)
    thrown = client.post(address, {"text": HALF, "drop": "1"})

    assert stored.url == url("nomination-tasks", draft)
    assert url("unit-opinion", draft) in back.content.decode()
    assert thrown.url == url("unit-opinion", draft)
    assert not Unsaved.objects.exists()


def test_submitting_and_withdrawing_end_what_was_not_saved(client):
    row = complete_nomination(open_campaign())
    by, head = row.drafted_by, holder(Role.UNIT_HEAD, row.unit)
    unsaved.keep(row, page="new", values={"text": HALF}, by=by, at=NOW)
    row = nominations.submit(row, by=head, at=NOW)
    assert not Unsaved.objects.exists()
    gone = draft_nomination(open_campaign())
    unsaved.keep(gone, page="new", values={"text": HALF}, by=gone.drafted_by, at=NOW)

    nominations.withdraw(gone, by=holder(Role.UNIT_HEAD, gone.unit), at=NOW, opinion="另行研究")

    assert not Unsaved.objects.exists()


def test_sent_nomination_keeps_nothing_and_the_line_says_why(client):
    row = submitted_nomination(open_campaign())
    client.force_login(row.drafted_by)

    line = kept(client, row, text=HALF)

    assert line.status_code == 409
    assert "不能修改" in line.content.decode()
    with pytest.raises(StateConflict):
        unsaved.drop(row, page="new", by=row.drafted_by, at=NOW)
    with pytest.raises(NotAllowed):
        unsaved.keep(row, page="new", values={}, by=holder(Role.VERIFIER, row.county), at=NOW)


def test_what_is_kept_is_no_longer_than_a_box(client, clerk, draft):
    kept(client, draft, text="长" * 9_000)

    assert len(Unsaved.objects.get().values["text"]) == 4_000


def test_both_names_stand_on_the_page_that_is_printed(client, clerk):
    row = complete_nomination(open_campaign())
    client.force_login(row.drafted_by)
    before = client.get(url("nomination-check", row)).content.decode()
    sent = nominations.submit(row, by=holder(Role.UNIT_HEAD, row.unit), at=NOW)
    after = client.get(url("nomination", sent)).content.decode()

    assert (row.drafted_by.name in before, "待主要负责人报送" in before) == (True, True)
    assert (row.drafted_by.name in after, sent.submitted_by.name in after) == (True, True)
    assert "代表单位报送" in after
