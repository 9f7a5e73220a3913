"""The pages of the red and yellow lists: what each reader gets, refusals, costs."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.enums import Role
from cadres.models import Honour
from core.dates import legal_day
from evidence.models import HonourList, ListEntry
from tests.factories.accounts import holder
from tests.factories.cadres import PostFactory
from tests.factories.honour_lists import PRAISE, REASON, drawn, proposed, published, told
from tests.factories.rows import many
from tests.moments import NOW

pytestmark = pytest.mark.django_db


def at(name, *args):
    return reverse(f"evidence:{name}", args=args)


@pytest.fixture
def today():
    return legal_day(timezone.now())


@pytest.fixture
def up(today):
    """Answer a praise that stands today."""
    return published(proposed(drawn(), colour="RED"), at=timezone.now())


def test_colleague_reads_the_board_and_not_the_desk(client, up):
    client.force_login(PostFactory(cadre__unit=up.unit).cadre.user)

    page = client.get(at("honour-board")).content.decode()

    assert PRAISE in page
    assert up.cadre.name in page
    for address in (at("honour-list", up.list_id), at("list-entry", up.pk)):
        assert client.get(address).status_code == 404
    assert at("honour-board") in client.get(reverse("portal:me")).content.decode()


def test_stranger_and_expired_entries_read_nothing(client, up):
    client.force_login(PostFactory().cadre.user)
    assert PRAISE not in client.get(at("honour-board")).content.decode()
    old = published(proposed(drawn(up.unit, title="旧"), colour="RED", reason=PRAISE + "旧"))
    client.force_login(PostFactory(cadre__unit=up.unit).cadre.user)
    assert old.reason not in client.get(at("honour-board")).content.decode()


def test_person_reads_the_entry_once_told_and_objects_once(client):
    entry = proposed(drawn())
    client.force_login(entry.cadre.user)
    assert client.get(at("own-list-entry", entry.pk)).status_code == 404
    told(entry)

    page = client.get(at("own-list-entry", entry.pk)).content.decode()
    short = client.post(at("own-list-entry", entry.pk), {"said": "不对"})
    said = {"said": "当天在县里参加抢险，有值班记录可查"}
    done = client.post(at("own-list-entry", entry.pk), said)
    again = client.post(at("own-list-entry", entry.pk), said)

    assert REASON in page
    assert entry.proposed_by.name not in page
    assert (short.status_code, done.status_code, again.status_code) == (422, 302, 422)
    assert "LS-08" in short.content.decode()
    assert entry.list.title in client.get(at("own-list-entries")).content.decode()


def test_proposer_is_not_offered_to_publish_and_is_refused(client):
    entry = proposed(drawn(), colour="RED")
    client.force_login(entry.proposed_by)

    page = client.get(at("list-entry", entry.pk)).content.decode()
    act = at("list-entry-act", entry.pk, "publish")

    assert act not in page
    assert "提出人不得公布" in client.get(act).content.decode()
    assert client.post(act).status_code == 403
    assert client.get(at("list-entry-act", entry.pk, "burn")).status_code == 404


def test_head_puts_up_and_admin_files(client):
    entry = proposed(drawn(), colour="RED")
    client.force_login(holder(Role.UNIT_HEAD, entry.unit))
    assert client.post(at("list-entry-act", entry.pk, "publish")).status_code == 302
    client.force_login(holder(Role.COUNTY_ADMIN, entry.list.county))
    page = client.get(at("list-entry", entry.pk)).content.decode()

    assert at("list-entry-act", entry.pk, "file") in page
    assert client.post(at("list-entry-act", entry.pk, "file")).status_code == 302
    assert Honour.objects.get().cadre == entry.cadre
    assert "已记入表彰奖励" in client.get(at("list-entry", entry.pk)).content.decode()


def test_half_a_rule_of_signals_is_told_on_the_form(client):
    row = drawn()
    client.force_login(row.drawn_up_by)
    form = {"place": f"u{row.unit_id}", "title": "第二期", "basis": "x", "scope": "UNIT"}
    form |= {"from_on": "2018-01-01", "until_on": "2018-12-31", "objection_days": "5"}
    form |= {"red_days": "90", "yellow_days": "30", "yellows": "2", "ground": ""}

    answer = client.post(at("honour-list-new"), form)

    assert answer.status_code == 422
    assert "LS-03" in answer.content.decode()
    assert client.post(at("honour-list-new"), form | {"yellows": "0"}).status_code == 302


def test_new_lists_are_for_who_keeps_a_place(client):
    client.force_login(PostFactory().cadre.user)
    assert client.get(at("honour-list-new")).status_code == 404


def test_end_while_somebody_waits_is_refused_on_the_page(client):
    entry = proposed(drawn())
    client.force_login(entry.proposed_by)

    answer = client.post(at("honour-list-close", entry.list_id))

    assert answer.status_code == 422
    assert "LS-18" in answer.content.decode()


def test_signals_are_shown_before_they_are_written(client):
    row = drawn(yellows=1)
    entry = told(proposed(row))
    published(entry, at=NOW + timedelta(days=20))
    client.force_login(row.drawn_up_by)
    page = at("honour-list-signals", row.pk)

    assert "上黄榜 1 次，达到 1 次" in client.get(page).content.decode()
    assert entry.cadre.signals.count() == 0
    assert [client.post(page).status_code for _time in range(2)] == [302, 302]
    assert entry.cadre.signals.count() == 1


@pytest.mark.parametrize("count", [10, 1000])
def test_desk_period_and_board_cost_the_same(client, up, count, django_assert_max_num_queries):
    many(HonourList, up.list, count, title=lambda n: f"红黄榜{n}")
    before = up.list.from_on
    many(ListEntry, up, count, on=lambda n: before - timedelta(days=n))
    client.force_login(holder(Role.COUNTY_ADMIN, up.list.county))

    for address in (at("honour-lists"), at("honour-list", up.list_id), at("honour-board")):
        with django_assert_max_num_queries(12):
            answer = client.get(address)
        assert answer.status_code == 200
        assert len(answer.content) <= 60_000
