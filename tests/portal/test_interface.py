"""The interface: every answer is what its document says, of the key's county, and noted."""

import json
from datetime import date
from hashlib import sha256

import pytest
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver, reverse
from django.utils import timezone
from jsonschema import Draft202012Validator

from accounts.enums import KeyScope, Role
from accounts.services import keys as acts
from assessment.services import pay as pays
from core.audit.models import Entry
from core.dates import add_months
from core.sealing import aliases
from portal.presenters.interface import openapi, resources
from recall.enums import CaseState
from recall.models import Campaign
from tests.factories import assessment as assess
from tests.factories import keys, recall
from tests.factories import pay as paid
from tests.factories.accounts import holder, with_factor
from tests.factories.cadres import PostFactory
from tests.factories.units import CountyFactory
from tests.permissions.test_matrix import addresses

pytestmark = pytest.mark.django_db
MONTH = f"{paid.MONTH:%Y-%m}"
REASON = "本人已经恢复上岗，停止执行"
DOCUMENT = openapi.document()


@pytest.fixture
def world(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    return paid.paid_world()


@pytest.fixture
def token(world):
    return keys.live(world.county).token


def url(name, **given):
    return reverse(f"portal:interface-{name}", kwargs=given)


def get(token, name, query=None, headers=None, **given):
    told = keys.shown(token) | (headers or {})
    return Client().get(url(name, **given), query, headers=told)


def post(token, told):
    body = told if isinstance(told, str) else json.dumps(told)
    return Client().post(
        url("eligibility"), body, content_type="application/json", headers=keys.shown(token)
    )


def schema(name):
    """The schema that the document gives for an answer, on its own."""
    return DOCUMENT["components"]["schemas"][name]


def fits(answer, name):
    assert answer.status_code == 200, answer.content
    told = json.loads(answer.content)
    Draft202012Validator(schema(name)).validate(told)
    return told


def refused(answer, status, code):
    told = json.loads(answer.content)
    Draft202012Validator(schema("Problem")).validate(told)
    assert answer["Content-Type"] == "application/problem+json"
    assert (answer.status_code, told["status"], told["type"]) == (
        status,
        status,
        f"urn:recall:problem:{code}",
    )
    return told


def served(world):
    """A case whose notice was printed and served."""
    title = f"第{Campaign.objects.count()}次召回"
    return recall.served_case(recall.open_campaign(world.unit, title=title))


# The document


def test_document_is_openapi_31_with_sound_schemas():
    for one in DOCUMENT["components"]["schemas"].values():
        Draft202012Validator.check_schema(one)

    assert DOCUMENT["openapi"] == "3.1.0"
    assert DOCUMENT["components"]["securitySchemes"]["key"]["scheme"] == "bearer"


def test_document_names_every_address_and_no_other():
    named = {resource.name for resource in resources.ALL}
    names = [name for name in addresses(get_resolver().url_patterns) if "interface-" in name]
    built = {name.partition("interface-")[2] for name in names} - {"document"}

    assert named == built
    samples = {"month": MONTH, "id": "0" * 32, "uid": "00000000-0000-0000-0000-000000000000"}
    for resource in resources.ALL:
        path = resource.path.format(**samples)
        given = {name: told for name, told in samples.items() if f"{{{name}}}" in resource.path}
        assert url(resource.name, **given) == f"{openapi.PREFIX}{path}"


def test_document_refers_only_to_what_it_holds():
    text = json.dumps(DOCUMENT)
    for name in {part.split('"')[0] for part in text.split("#/components/schemas/")[1:]}:
        assert name in DOCUMENT["components"]["schemas"]


def test_document_is_given_to_any_key(token):
    answer = get(token, "document")

    assert json.loads(answer.content)["paths"].keys() == DOCUMENT["paths"].keys()


# The door


@pytest.mark.parametrize("resource", resources.ALL, ids=lambda one: one.name)
def test_without_a_key_nobody_reads(resource, client):
    client.force_login(holder(Role.COUNTY_ADMIN, CountyFactory()))
    samples = {"month": MONTH, "id": "0" * 32, "uid": "00000000-0000-0000-0000-000000000000"}
    given = {name: told for name, told in samples.items() if f"{{{name}}}" in resource.path}
    ask = client.post if resource is resources.CHECK else client.get

    answer = ask(url(resource.name, **given))

    refused(answer, 401, "no-key")
    assert answer["WWW-Authenticate"] == 'Bearer realm="recall"'


@pytest.mark.parametrize("resource", resources.ALL, ids=lambda one: one.name)
def test_key_of_every_other_scope_is_refused(resource, world):
    others = [scope for scope in KeyScope if scope != resource.scope]
    token = keys.live(world.county, *others).token
    samples = {"month": MONTH, "id": "0" * 32, "uid": "00000000-0000-0000-0000-000000000000"}
    given = {name: told for name, told in samples.items() if f"{{{name}}}" in resource.path}

    is_check = resource is resources.CHECK
    answer = post(token, {}) if is_check else get(token, resource.name, **given)

    refused(answer, 403, "scope")
    entry = Entry.objects.filter(act="denied").get()
    assert (entry.by_id, entry.detail["status"]) == (None, 403)


def test_withdrawn_key_is_refused_at_once(world):
    made = keys.live(world.county)
    before = get(made.token, "cases").status_code

    acts.withdraw(made.key, by=holder(Role.SYSTEM_ADMIN), at=timezone.now())

    assert before == 200
    refused(get(made.token, "cases"), 401, "no-key")


@override_settings(INTERFACE_RATE=2)
def test_too_often_is_told_when_to_come_again(token):
    answers = [get(token, "cases") for _ in range(5)]

    last = answers[-1]
    refused(last, 429, "too-often")
    assert 1 <= int(last["Retry-After"]) <= 60


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_nothing_is_written_through_it(method, token):
    answer = getattr(Client(), method)(url("cases"), headers=keys.shown(token))

    refused(answer, 405, "method")


# Payroll


def test_pay_of_a_signed_month(world, token):
    effect = paid.ordered(world)
    before = json.loads(get(token, "pay-runs").content)
    refused(get(token, "pay-lines", month=MONTH), 404, "not-signed")

    run = paid.signed(world)

    assert before["items"] == []
    runs = fits(get(token, "pay-runs"), "PayRuns")
    assert [one["month"] for one in runs["items"]] == [MONTH]
    assert runs["items"][0]["file_sha256"] == run.file_sha256
    line = fits(get(token, "pay-lines", month=MONTH), "PayLines")["items"][0]
    told = {"move": "START", "before_fen": 0, "after_fen": 50_000, "repaid_fen": 0}
    assert told.items() <= line.items()
    assert line["person"] == aliases.of("cadre", effect.case.cadre_id)
    found = fits(get(token, "pay-effects", month=MONTH), "PayEffects")["items"]
    assert [(one["person"], one["fen"], one["until_month"]) for one in found] == [
        (line["person"], 50_000, None)
    ]


def test_pay_that_stopped_tells_from_when(world, token):
    effect = paid.ordered(world)
    paid.signed(world)
    following = add_months(paid.MONTH, 1)
    stopped = {
        "month": following,
        "reason": "本人已经恢复上岗，停止执行",
        "by": world.admin,
        "at": assess.LATER,
    }
    pays.stop(effect, **stopped)
    paid.signed(world, following)

    month = f"{following:%Y-%m}"
    found = fits(get(token, "pay-effects", month=month), "PayEffects")["items"][0]
    line = fits(get(token, "pay-lines", month=month), "PayLines")["items"][0]

    assert (found["fen"], found["changes"]) == (0, [{"kind": "STOP", "month": month}])
    assert (line["move"], line["before_fen"], line["after_fen"]) == ("END", 50_000, 0)


def test_signed_month_is_the_same_whatever_comes_later(world, token):
    effect = paid.ordered(world)
    paid.signed(world)
    names = ("pay-lines", "pay-effects")
    before = [get(token, name, month=MONTH).content for name in names]

    following = add_months(paid.MONTH, 1)
    stopped = {
        "month": following,
        "reason": "本人已经恢复上岗，停止执行",
        "by": world.admin,
        "at": assess.LATER,
    }
    pays.stop(effect, **stopped)
    paid.ordered(world, from_month=following)
    paid.signed(world, following)

    assert [get(token, name, month=MONTH).content for name in names] == before


@pytest.mark.parametrize("month", ["2018-13", "2018", "september", "2031-01"])
def test_month_that_is_none_is_not_found(month, token):
    assert get(token, "pay-lines", month=month).status_code == 404


def test_lines_come_page_by_page_and_a_cursor_is_repeatable(world, token):
    for _ in range(5):
        paid.ordered(world)
    paid.signed(world)
    found, query, pages = [], {"limit": 2}, []
    while query is not None:
        told = fits(get(token, "pay-lines", query, month=MONTH), "PayLines")
        found += [one["id"] for one in told["items"]]
        again = fits(get(token, "pay-lines", query, month=MONTH), "PayLines")
        pages.append(told == again)
        cursor = told["next"] and told["next"].removeprefix("?cursor=")
        query = {"limit": 2, "cursor": cursor} if cursor else None

    assert (len(found), len(set(found)), pages) == (5, 5, [True, True, True])


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ({"limit": "0"}, "limit"),
        ({"limit": "101"}, "limit"),
        ({"limit": "x"}, "limit"),
        ({"cursor": "0" * 32}, "cursor"),
        ({"cursor": "x"}, "cursor"),
    ],
)
def test_page_that_is_none_is_refused(query, code, token):
    refused(get(token, "cases", query), 400, code)


def test_cursor_of_another_list_is_refused(token):
    refused(get(token, "cases", {"cursor": aliases.of("cursor documents ", 1)}), 400, "cursor")


# Office and archive


def test_cases_tell_states_and_numbers_and_no_name(world, token):
    case = served(world)

    told = fits(get(token, "cases"), "Cases")["items"]
    one = next(row for row in told if row["id"] == aliases.of("case", case.pk))

    assert (one["state"], one["reference"]) == (CaseState.SERVED, case.notice.reference)
    assert case.cadre.name not in json.dumps(told, ensure_ascii=False)
    assert fits(get(token, "case", id=one["id"]), "Case") == one


def test_documents_and_their_bytes(world, token):
    case = served(world)
    paper = case.notice

    listed = fits(get(token, "documents"), "Documents")["items"]
    kept = fits(get(token, "archive-documents"), "ArchiveDocuments")["items"]
    answer = get(token, "archive-document-file", uid=paper.uid)

    assert str(paper.uid) in [one["id"] for one in listed]
    assert {one["id"]: one["sha256"] for one in kept}[str(paper.uid)] == paper.sha256
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert answer["ETag"] == f'"{paper.sha256}"'
    assert b"".join(answer.streaming_content).startswith(b"%PDF")
    assert case.cadre.name not in answer["Content-Disposition"]
    entry = Entry.objects.filter(act="interface_file").get()
    assert (entry.row_kind, entry.row_id) == ("documents.document", paper.pk)


def test_bytes_that_were_altered_are_not_handed_out(world, token, settings):
    paper = served(world).notice
    (settings.MEDIA_ROOT / paper.file).write_bytes(b"%PDF-other")

    refused(get(token, "archive-document-file", uid=paper.uid), 503, "damaged")


def test_volumes_and_their_bytes(world, token):
    served = assess.decide(world, assess.concluded(world).case)
    assess.serve(world, served)
    assess.file_away(world, served.case)
    volume = assess.bound(world, served.case)

    told = fits(get(token, "archive-volumes"), "ArchiveVolumes")["items"]
    answer = get(token, "archive-volume-file", uid=volume.uid)

    assert [(one["id"], one["sha256"]) for one in told] == [(str(volume.uid), volume.sha256)]
    assert told[0]["case"] == aliases.of("case", served.case.pk)
    assert sha256(b"".join(answer.streaming_content)).hexdigest() == volume.sha256


# Whose rows


def test_key_of_another_county_finds_nothing(world):
    case = served(world)
    paid.ordered(world)
    paid.signed(world)
    foreign = keys.live(CountyFactory()).token

    empty = [json.loads(get(foreign, name).content)["items"] for name in (
        "pay-runs", "cases", "documents", "archive-documents", "archive-volumes",
    )]  # fmt: skip
    codes = [
        get(foreign, "pay-lines", month=MONTH).status_code,
        get(foreign, "pay-effects", month=MONTH).status_code,
        get(foreign, "case", id=aliases.of("case", case.pk)).status_code,
        get(foreign, "archive-document-file", uid=case.notice.uid).status_code,
        post(foreign, question(case.cadre)).status_code,
    ]

    assert (empty, set(codes)) == ([[]] * 5, {404})


def test_every_row_read_is_noted_with_the_person(world, token):
    case = served(world)

    get(token, "cases")

    entry = Entry.objects.filter(act="interface_read", row_id=case.pk).get()
    assert (entry.row_kind, entry.about_id, entry.by_id) == ("recall.case", case.cadre_id, None)
    assert entry.detail["operation"] == "cases"


def test_read_that_gives_nothing_new_is_answered_304_and_not_noted(world, token):
    served(world)
    first = get(token, "cases")
    noted = Entry.objects.count()

    again = get(token, "cases", headers={"If-None-Match": first["ETag"]})

    assert (again.status_code, again.content, Entry.objects.count()) == (304, b"", noted)
    assert again["ETag"] == first["ETag"]


def test_tag_of_a_compressed_answer_is_known_again(world, token):
    for _case in range(3):  # one alone may grow by the random bytes, and then goes as it is
        served(world)
    first = get(token, "cases", headers={"Accept-Encoding": "gzip"})

    again = get(token, "cases", headers={"If-None-Match": first["ETag"]})

    assert (first["Content-Encoding"], first["ETag"][:2]) == ("gzip", "W/")
    assert again.status_code == 304


def test_answer_changes_its_tag_with_the_rows(world, token):
    served(world)
    first = get(token, "cases")
    served(world)

    again = get(token, "cases", headers={"If-None-Match": first["ETag"]})

    assert (again.status_code, again["ETag"] != first["ETag"]) == (200, True)


@pytest.mark.parametrize("name", ["cases", "documents", "archive-documents"])
def test_list_costs_the_same_for_one_and_many(name, world, token):
    served(world)
    with CaptureQueriesContext(connection) as one:
        get(token, name)
    for _ in range(3):
        served(world)
    with CaptureQueriesContext(connection) as many:
        get(token, name)

    assert len(one) == len(many) <= 10


# May this person be put up


def question(cadre, **given):
    return {"name": cadre.name, "kind": "PROMOTION", "reference": "RS-2018-7"} | given


def test_question_about_one_person_is_answered_and_noted(world, token):
    case = served(world)
    idle = PostFactory(cadre__unit=world.unit).cadre

    yes, no = post(token, question(idle)), post(token, question(case.cadre))

    told = fits(yes, "Eligibility"), fits(no, "Eligibility")
    assert [(one["answer"], one["until_on"]) for one in told] == [("YES", None), ("NO", None)]
    entry = Entry.objects.filter(act="interface_check", about_id=idle.pk).get()
    assert (entry.detail["kind"], entry.detail["reference"]) == ("PROMOTION", "RS-2018-7")
    assert idle.name not in str(entry.detail)


def test_question_about_two_of_one_name_asks_for_the_birthday(world, token):
    same = {"cadre__unit": world.unit, "cadre__name": "欧阳同名"}
    first = PostFactory(**same, cadre__born_on=date(1980, 1, 5)).cadre
    PostFactory(**same, cadre__born_on=date(1981, 1, 5))

    refused(post(token, question(first)), 409, "several")
    told = fits(post(token, question(first, born_on="1980-01-05")), "Eligibility")
    assert told["person"] == aliases.of("cadre", first.pk)


@pytest.mark.parametrize(
    "told",
    [
        "no json",
        "[]",
        {"name": "某人"},
        {"name": "某人", "kind": "PROMOTION", "reference": "A 1"},
        {"name": "某人", "kind": "NOTHING", "reference": "A1"},
        {"name": "某人", "kind": "PROMOTION", "reference": "A1", "more": 1},
        {"name": "某" * 5_000, "kind": "PROMOTION", "reference": "A1"},
    ],
)
def test_question_of_another_shape_is_refused(told, token):
    refused(post(token, told), 400, "question")


def test_figures_are_those_of_the_public_page(token):
    told = fits(get(token, "figures"), "Figures")

    assert told["next"] is None


def test_aliases_tell_nothing_and_open_as_nothing_else():
    first, second = aliases.of("case", 1), aliases.of("case", 2)

    assert (len(first), first == second) == (32, False)
    assert (aliases.pk_of("case", first), aliases.pk_of("cadre", first)) == (1, None)
    assert [aliases.pk_of("case", told) for told in ("", "z" * 32, "0" * 32)] == [None] * 3


def test_guide_tells_every_address_and_field_from_this_site_alone(client):
    with_factor(client, holder(Role.AUDITOR))

    text = client.get(reverse("portal:guide")).content.decode()

    missing = [one.path for one in resources.ALL if f"{openapi.PREFIX}{one.path}" not in text]
    fields = [field.name for one in resources.ALL for field in one.fields]
    assert (missing, [name for name in fields if f"<code>{name}</code>" not in text]) == ([], [])
    assert "://" not in text.replace("http://www.w3.org", "")
