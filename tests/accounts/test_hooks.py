"""Words to other systems: signed, thin, sent by the outbox, tried again, given up, sent anew."""

import base64
import hmac
import json
from datetime import timedelta
from hashlib import sha256
from ipaddress import ip_address, ip_network

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.enums import HookKind, Role
from accounts.models import Hook, HookWord
from accounts.services import hooks, sending
from core.errors import NotAllowed, RegulationBroken, StateConflict
from core.jobs import worker
from core.jobs.models import Job, JobState
from core.sealing import aliases
from tests.factories import recall
from tests.factories.accounts import holder, with_factor
from tests.factories.units import CountyFactory
from tests.moments import NOW
from tests.receiver import receiving

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(minutes=30)
URL = "https://oa.example.gov.cn/recall/"


@pytest.fixture(scope="module")
def listening(tmp_path_factory):
    with receiving(tmp_path_factory.mktemp("receiver")) as found:
        yield found


@pytest.fixture
def receiver(listening, settings):
    found, pem = listening
    found.answers, found.heard = [], []
    settings.HOOK_NETWORKS, settings.HOOK_CA_FILE = [ip_network("127.0.0.0/8")], str(pem)
    return found


@pytest.fixture
def admin():
    return holder(Role.SYSTEM_ADMIN)


@pytest.fixture
def county():
    return CountyFactory()


def made(county, admin, url=URL, kinds=(HookKind.CASE_MOVED,)):
    told = {"title": "办公系统", "url": url, "kinds": kinds, "by": admin, "at": NOW}
    return hooks.make(None, county=county, **told)


def tell(county, subject="a" * 32, kind=HookKind.CASE_MOVED):
    with transaction.atomic():
        hooks.tell(kind, county_id=county.pk, subject=subject, happened_at=NOW)


def drain(at=LATER):
    return worker.drain(hooks.LANE, at=at)


def is_signed_by(secret, heard):
    headers, body = heard
    words = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    key = base64.b64decode(secret.removeprefix("whsec_"))
    mine = "v1," + base64.b64encode(hmac.new(key, words, sha256).digest()).decode()
    return mine in headers["webhook-signature"].split(" ")


def test_word_is_thin_and_signed(receiver, county, admin):
    hook = made(county, admin, receiver.url)
    tell(county)

    drain()

    (headers, body), word = receiver.heard[0], HookWord.objects.get()
    assert json.loads(body) == {
        "type": "case.moved",
        "timestamp": NOW.isoformat(),
        "data": {"id": "a" * 32},
    }
    assert headers["webhook-id"] == f"msg_{word.uid.hex}"
    assert int(headers["webhook-timestamp"]) == int(LATER.timestamp())
    assert is_signed_by(hook.token, receiver.heard[0])
    assert not is_signed_by(hooks._secret(), receiver.heard[0])
    assert (word.status, word.answered_at, word.dead_at) == (204, LATER, None)


def test_word_that_fails_comes_again_under_the_same_id(receiver, county, admin):
    made(county, admin, receiver.url)
    receiver.answers = [500, 302, 200]
    tell(county)

    for minutes in range(3):
        drain(LATER + timedelta(minutes=minutes))

    word = HookWord.objects.get()
    assert len({heard[0]["webhook-id"] for heard in receiver.heard}) == 1
    assert (len(receiver.heard), word.status, Job.objects.get().attempts) == (3, 200, 3)


def test_word_that_fails_five_times_is_given_up_and_can_be_sent_anew(receiver, county, admin):
    made(county, admin, receiver.url)
    receiver.answers = [500] * 5
    tell(county)
    for minutes in range(7):
        drain(LATER + timedelta(minutes=minutes))
    word, job = HookWord.objects.get(), Job.objects.get()
    given_up = (len(receiver.heard), job.state, word.dead_at is not None, job.last_error)

    hooks.resend(word, by=admin, at=LATER)
    drain(LATER + timedelta(hours=1))

    again = HookWord.objects.get()
    assert given_up == (5, JobState.DEAD, True, "对方应答 500。")
    assert (again.status, again.dead_at, again.round) == (204, None, 1)
    assert len({heard[0]["webhook-id"] for heard in receiver.heard}) == 1


def test_receiver_that_never_answers_is_left_in_time(receiver, county, admin, monkeypatch):
    monkeypatch.setattr(sending, "_EACH", 0.3)
    made(county, admin, receiver.url)
    receiver.answers = [None]
    tell(county)

    drain()

    assert HookWord.objects.get().answered_at is None
    assert Job.objects.get().last_error == "没有送到：TimeoutError。"


def test_talk_that_lasts_too_long_as_a_whole_is_ended(receiver, county, admin, monkeypatch):
    monkeypatch.setattr(sending, "_WHOLE", 0.3)
    made(county, admin, receiver.url)
    receiver.answers = [None]
    tell(county)

    drain()

    assert "没有送到" in Job.objects.get().last_error


def test_certificate_that_nobody_vouches_for_is_refused(receiver, county, admin, settings):
    settings.HOOK_CA_FILE = ""
    made(county, admin, receiver.url)
    tell(county)

    drain()

    assert (receiver.heard, HookWord.objects.get().answered_at) == ([], None)
    assert "SSL" in Job.objects.get().last_error


def test_name_that_leads_inside_is_not_followed(receiver, county, admin, settings, monkeypatch):
    """The name is judged by its addresses when a word is sent, not when it was registered."""
    url = receiver.url.replace("127.0.0.1", "oa.example.gov.cn")
    made(county, admin, url)
    settings.HOOK_NETWORKS = []
    port = int(receiver.url.rsplit(":", 1)[1].strip("/"))
    told = [(2, 1, 6, "", ("93.184.215.14", port)), (2, 1, 6, "", ("127.0.0.1", port))]
    monkeypatch.setattr(sending.socket, "getaddrinfo", lambda *_a, **_k: told)
    tell(county)

    drain()

    assert receiver.heard == []
    assert "HOOK_NETWORKS" in Job.objects.get().last_error


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0",  # noqa: S104
        "100.64.0.1", "224.0.0.1", "255.255.255.255", "::1", "fe80::1", "fd00::1",
        "::ffff:10.0.0.1", "64:ff9b::a00:1", "2002:a00:1::", "::",
    ],
)  # fmt: skip
def test_inside_address_is_not_allowed(address):
    assert not sending.is_allowed(ip_address(address))


@pytest.mark.parametrize("address", ["93.184.215.14", "2606:2800:220:1::1"])
def test_public_address_is_allowed(address):
    assert sending.is_allowed(ip_address(address))


def test_inside_address_that_the_office_names_is_allowed(settings):
    settings.HOOK_NETWORKS = [ip_network("10.20.0.0/16")]

    told = [sending.is_allowed(ip_address(one)) for one in ("10.20.1.1", "10.21.1.1")]

    assert told == [True, False]


@pytest.mark.parametrize(
    "url",
    [
        "http://oa.example.gov.cn/", "https://", "https://user@oa.example.gov.cn/", "ftp://a.cn/",
        "https://oa.example.gov.cn/?name=x", "https://oa.example.gov.cn/#x", "https://10.0.0.1/",
        "https://[::1]/", "https://oa.example.gov.cn:99999/", "https://oa .cn/",
        "https://127.0.0.1/", "https://例子.cn/",
    ],
)  # fmt: skip
def test_if_04_hook_is_fit(url, county, admin):
    with pytest.raises(RegulationBroken, match="IF-04"):
        made(county, admin, url)


def test_make_by_another_duty_is_refused(county):
    with pytest.raises(NotAllowed):
        made(county, holder(Role.SECURITY_ADMIN))


def test_word_goes_to_who_wants_it_in_this_county_alone(county, admin):
    wanted = made(county, admin).hook
    made(county, admin, kinds=[HookKind.PAY_SIGNED])
    made(CountyFactory(), admin)
    closed = made(county, admin).hook
    hooks.close(closed, by=admin, at=NOW)

    tell(county)

    assert [word.hook_id for word in HookWord.objects.all()] == [wanted.pk]


def test_word_of_an_act_that_was_rolled_back_is_never_told(county, admin):
    made(county, admin)

    with transaction.atomic():
        hooks.tell(HookKind.CASE_MOVED, county_id=county.pk, subject="a", happened_at=NOW)
        transaction.set_rollback(True)

    assert (HookWord.objects.count(), Job.objects.count()) == (0, 0)


def test_pause_holds_back_and_resume_sends_all_once(receiver, county, admin):
    hook = made(county, admin, receiver.url).hook
    tell(county, "on the way")
    hooks.pause(hook, by=admin, at=NOW)
    tell(county, "held back")
    drain()
    before = len(receiver.heard)

    hooks.resume(hook, by=admin, at=LATER)
    drain(LATER + timedelta(minutes=1))

    told = [json.loads(body)["data"]["id"] for _headers, body in receiver.heard]
    assert (before, told) == (0, ["on the way", "held back"])


def test_job_of_an_earlier_round_sends_nothing(receiver, county, admin):
    hook = made(county, admin, receiver.url).hook
    tell(county)
    hooks.pause(hook, by=admin, at=NOW)
    hooks.resume(hook, by=admin, at=NOW)

    drain()

    assert (Job.objects.count(), len(receiver.heard)) == (2, 1)


def test_renewed_secret_signs_beside_the_former_for_a_day(receiver, county, admin):
    old = made(county, admin, receiver.url)
    new = hooks.renew(old.hook, by=admin, at=NOW)
    tell(county)
    drain(NOW + timedelta(hours=23))
    tell(county)
    drain(NOW + timedelta(hours=25))

    told = [[is_signed_by(one.token, heard) for one in (old, new)] for heard in receiver.heard]
    assert told == [[True, True], [False, True]]


def test_acts_out_of_turn_are_refused(county, admin):
    hook = made(county, admin).hook
    tell(county)
    word = HookWord.objects.get()
    told = {"by": admin, "at": NOW}

    with pytest.raises(StateConflict, match="没有暂停"):
        hooks.resume(hook, **told)
    with pytest.raises(StateConflict, match="还在推送"):
        hooks.resend(word, **told)
    hooks.pause(hook, **told)
    with pytest.raises(StateConflict, match="已经暂停"):
        hooks.pause(hook, **told)
    hooks.close(hook, **told)
    with pytest.raises(StateConflict, match="已经停用"):
        hooks.renew(hook, **told)


def test_case_that_begins_and_moves_is_told(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    campaign = recall.open_campaign()
    made(campaign.county, holder(Role.SYSTEM_ADMIN))

    case = recall.served_case(campaign)

    told = list(HookWord.objects.order_by("pk").values_list("kind", "subject"))
    assert told == [("case.moved", aliases.of("case", case.pk))] * 2


def test_secret_is_sealed_and_shown_once(client, county, admin):
    with_factor(client, admin)
    form = {"title": "办公系统", "county": county.code, "url": URL, "kinds": ["case.moved"]}

    answer = client.post(reverse("console:hook-make"), form, follow=True)

    hook = Hook.objects.get()
    token = answer.context["token"]
    again = client.get(reverse("console:hook", args=[hook.pk])).content.decode()
    with connection.cursor() as cursor:
        cursor.execute("SELECT secret FROM accounts_hook")
        kept = bytes(cursor.fetchone()[0])
    assert token.startswith("whsec_")
    assert (token in answer.content.decode(), token in again, token.encode() in kept) == (
        True,
        False,
        False,
    )


def test_page_of_an_address_costs_the_same_for_one_and_many(client, county, admin):
    with_factor(client, admin)
    hook = made(county, admin).hook
    tell(county)
    asked = reverse("console:hook", args=[hook.pk])
    client.get(asked)
    with CaptureQueriesContext(connection) as one:
        client.get(asked)
    for _ in range(12):
        tell(county)
    with CaptureQueriesContext(connection) as many:
        client.get(asked)

    assert len(one) == len(many)
