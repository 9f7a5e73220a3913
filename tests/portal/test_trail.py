"""The auditor's page: who saw this person's case, in sentences, page by page."""

import ast
from datetime import timedelta
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.enums import RequestState, Role
from assessment.models import Ban, Observation, PayEffect, Volume
from cadres.queries.mergers import Span
from cadres.services import duplicates
from core.audit import generating, origin, trail
from core.audit.models import Entry
from core.exports import exporting
from core.notify.models import Choice
from portal.presenters import trails as present
from portal.presenters.acts import ACTS, SEEN
from portal.queries import trails
from recall.models import Case, ClearingSignal
from reports.queries import exports
from tests.factories.accounts import UserFactory, holder
from tests.factories.cadres import PostFactory, paired
from tests.factories.recall import open_case
from tests.fixtures import media  # noqa: F401
from tests.moments import NOW
from training.models import StayWish, Suspension

pytestmark = pytest.mark.django_db
URL = "/audit/"
HOUR = timedelta(hours=1)


@pytest.fixture
def auditor(client):
    user = holder(Role.AUDITOR)
    client.force_login(user)
    return user


@pytest.fixture
def case():
    return open_case()


def seen(case, count=1, **told):
    reader = UserFactory(name="查阅人")
    with origin.coming_from("10.1.2.3"):
        return [trail.saw(case, by=reader, at=NOW, **told) for _n in range(count)]


@pytest.mark.parametrize("role", [Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN])
def test_page_is_not_there_for_other_administrators(client, role):
    client.force_login(holder(role))

    assert client.get(URL).status_code == 404


def test_auditor_reads_who_saw_the_person_in_one_sentence(client, auditor, case):
    seen(case)

    text = client.get(URL, {"about": case.cadre_id}).content.decode()

    assert f"谁看过{case.cadre.name}" in text
    assert "查阅人" in text
    assert f"查看了案件（编号 {case.pk}）" in text
    assert "10.1.2.3" in text
    assert "+0800" in text


def test_asking_is_noted_itself(client, auditor, case):
    client.get(URL, {"about": case.cadre_id})

    entry = Entry.objects.latest("pk")
    assert (entry.act, entry.by, entry.about_id) == ("ask_trail", auditor, case.cadre_id)


@pytest.mark.parametrize("by", ["name", "reference"])
def test_person_is_found_by_name_and_by_number_without_either_in_an_address(
    client, auditor, case, by
):
    words = case.cadre.name if by == "name" else case.notice.reference

    answer = client.post(URL, {"q": words}, follow=True)

    assert words not in answer.request["QUERY_STRING"]
    assert f"?about={case.cadre_id}" in answer.content.decode()


def test_person_nobody_knows_is_said(client, auditor):
    answer = client.post(URL, {"q": "无此人"}, follow=True)

    assert "没有找到这个姓名或文号" in answer.content.decode()


def test_refusals_are_listed_without_a_person(client, auditor):
    trail.denied("recall:case", row_id=7, by=auditor, at=NOW, method="GET", status=404)

    text = client.get(URL, {"kind": "denied"}).content.decode()

    assert "请求页面 recall:case（编号 7）被拒绝，状态 404" in text


@pytest.mark.parametrize(
    ("question", "count"),
    [
        ({"kind": "seen"}, 2),
        ({"kind": "taken"}, 1),
        ({"since": NOW.date()}, 3),
        ({"until": NOW.date().replace(year=2000)}, 0),
    ],
    ids=["seen", "taken", "since", "until"],
)
def test_filters_narrow_what_is_shown(case, question, count):
    seen(case, 2)
    seen(case, act="download")
    mine = trails.entries(trails.Question(about=(Span(case.cadre_id),), **question))

    assert mine.filter(act__in=("read", "download")).count() == count


def test_actor_filter_offers_who_stands_in_the_trail(client, auditor, case):
    reader = seen(case)[0].by

    text = client.get(URL, {"about": case.cadre_id, "by": reader.pk}).content.decode()

    assert f'<option value="{reader.pk}" selected>查阅人</option>' in text
    assert text.count("查看了案件") == 1


def test_pages_follow_one_another_without_gap_or_repeat(case):
    made = {row.pk for row in seen(case, 120)}
    question = trails.Question(about=(Span(case.cadre_id),), kind="seen")
    mark, found = None, []

    for _turn in range(3):
        rows = trails.page_after(question, mark)[: trails.PAGE]
        found += [row.pk for row in rows]
        mark = present.mark_from(present.mark_of(rows[-1]))

    assert len(found) == len(set(found)) == 120
    assert set(found) == made


@pytest.mark.parametrize("mark", ["", "x", "2018-05-10~1", "2018-05-10T00:00:00+00:00~x", "~5"])
def test_mark_that_is_nonsense_begins_at_the_newest(mark):
    assert present.mark_from(mark) is None


@pytest.mark.parametrize(
    "asked", [{"about": "x"}, {"about": "9" * 30}, {"by": "7"}, {"since": "x"}]
)
def test_nonsense_in_the_address_is_no_error(client, auditor, asked):
    assert client.get(URL, asked).status_code == 200


def cost(client, about):
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(URL, {"about": about})
    assert answer.status_code == 200
    assert len(answer.content) <= 60 * 1024
    return len(queries)


def test_page_costs_the_same_for_10_and_1000_entries(client, auditor, case):
    client.get(URL)
    seen(case, 10)
    few = cost(client, case.cadre_id)
    Entry.objects.bulk_create(
        Entry(at=NOW, by=auditor, act="read", row_kind="recall.case", about_id=case.cadre_id)
        for _n in range(1000)
    )

    assert cost(client, case.cadre_id) == few <= 13


def test_generate_audit_makes_whole_months_that_one_index_answers(client, capsys):
    call_command("generate_audit", "--rows", "3000", "--months", "3", "--seed", "7")
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    one, other = Entry.objects.filter(about_id__isnull=False).values_list("about_id", flat=True)[:2]
    plain = trails.Question(about=(Span(one),))
    merged = trails.Question(about=(Span(one), Span(one + 1), Span(other, NOW, timezone.now())))
    plans = [trails.entries(question)[:50].explain() for question in (plain, merged)]

    assert "3000 entries over 3 months" in capsys.readouterr().out
    assert Entry.objects.count() == 3000
    for plan in plans:
        assert plan.count("about_id") >= 3
        assert "Seq Scan" not in plan


def test_generate_audit_with_the_same_seed_makes_the_same():
    lines = [
        list(generating._lines(generating.random.Random(5), 9, NOW, NOW.replace(year=2019)))
        for _turn in range(2)
    ]

    assert lines[0] == lines[1]
    assert reverse("portal:trail") == URL


def test_files_that_held_the_person_are_named_and_the_trail_is_exported_from_here(
    client, auditor, case
):
    keeper = holder(Role.COUNTY_ADMIN, case.unit.county)
    row = exporting.ask(
        exports.CASES, by=keeper, at=NOW, purpose="上报市委组织部", format="csv", is_masked=True
    )
    exporting.write(row, at=NOW)

    text = client.get(URL, {"about": case.cadre_id}).content.decode()
    nobody = client.get(URL).content.decode()

    assert "含有此人的导出文件" in text
    assert "上报市委组织部" in text
    assert f"/reports/exports/new/?source=trail&amp;about={case.cadre_id}" in text
    assert "含有此人的导出文件" not in nobody
    assert '/reports/exports/new/?source=trail"' in nobody


def kept_file(case):
    """Answer another file of the case's person, and their administrator."""
    admin = holder(Role.COUNTY_ADMIN, case.unit.county)
    return PostFactory(cadre__unit=case.cadre.unit, cadre__user=None).cadre, admin


def read_by(row, name, at):
    trail.saw(row, by=UserFactory(name=name), at=at)


def asked(client, cadre):
    return client.get(URL, {"about": cadre.pk}).text


def test_merged_person_is_asked_under_every_file(client, auditor, case):
    """Before, during and after: what was seen under the old file is found under the new one."""
    gone, (kept, admin) = case.cadre, kept_file(case)
    read_by(case, "合并前看", NOW)
    duplicates.merge(paired(gone, kept), keep=kept.pk, by=admin, at=NOW + HOUR)
    read_by(Case.objects.get(pk=case.pk), "合并后看", NOW + 2 * HOUR)

    for page in (asked(client, kept), asked(client, gone)):
        assert "合并前看" in page
        assert "合并后看" in page
        assert "由 2 份合并而成" in page
        assert f"谁看过{kept.name}" in page
    found = client.post(URL, {"q": gone.name}, follow=True).text
    assert f"?about={kept.pk}" in found
    assert f'?about={gone.pk}"' not in found


def test_person_taken_apart_keeps_who_saw_them_meanwhile(client, auditor, case):
    """The case went back; who read it while it stood under the other file is still answered."""
    gone, (kept, admin) = case.cadre, kept_file(case)
    pair = paired(gone, kept)
    read_by(case, "合并前看", NOW)
    read_by(kept, "只看另一人", NOW)
    duplicates.merge(pair, keep=kept.pk, by=admin, at=NOW + HOUR)
    read_by(Case.objects.get(pk=case.pk), "其间看", NOW + 2 * HOUR)
    duplicates.unmerge(pair, by=admin, at=NOW + 3 * HOUR)
    read_by(Case.objects.get(pk=case.pk), "撤销后看", NOW + 4 * HOUR)
    read_by(kept, "后来看另一人", NOW + 4 * HOUR)

    page, other = asked(client, gone), asked(client, kept)

    assert [name in page for name in ("合并前看", "其间看", "撤销后看")] == [True] * 3
    assert [name in page for name in ("只看另一人", "后来看另一人")] == [False] * 2
    assert f"曾与档案 {kept.pk} 合并" in page
    assert [name in other for name in ("只看另一人", "其间看", "后来看另一人")] == [True] * 3
    assert [name in other for name in ("合并前看", "撤销后看")] == [False] * 2


def test_files_and_the_exported_trail_follow_a_merger(client, auditor, case, media):  # noqa: F811
    gone, (kept, admin) = case.cadre, kept_file(case)
    given = {"purpose": "上报市委组织部", "format": "csv", "is_masked": True}
    row = exporting.ask(exports.CASES, by=admin, at=NOW, **given)
    exporting.write(row, at=NOW)
    duplicates.merge(paired(gone, kept), keep=kept.pk, by=admin, at=NOW + HOUR)

    assert "上报市委组织部" in asked(client, kept)
    told = exports._trail(auditor, {"about": kept.pk})
    assert gone.pk in set(told.values_list("about_id", flat=True))


def acts_in_the_code():
    """Answer the names of all acts that services write down and that state machines make."""
    told = set()
    for path in Path(settings.BASE_DIR).glob("*/**/*.py"):
        if path.relative_to(settings.BASE_DIR).parts[0] in {".venv", "tests", "tools", "var"}:
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            name = ast.unparse(node.func) if isinstance(node, ast.Call) else ""
            if name in {"trail.record", "trail.saw"} and len(node.args) > 1:
                told |= {getattr(node.args[1], "value", None)}
            if isinstance(node, ast.FunctionDef) and any(
                ast.unparse(mark).startswith("transition(") for mark in node.decorator_list
            ):
                told.add(node.name)
    told |= {f"request_{state.lower()}" for state in RequestState if state != RequestState.PENDING}
    return {act for act in told if isinstance(act, str)}


@pytest.mark.parametrize(
    "model", [StayWish, Suspension, Choice, Observation, PayEffect, Ban, Volume, ClearingSignal]
)
def test_rows_of_the_way_after_a_recall_have_a_name_that_people_read(model):
    assert model._meta.label_lower in present.KINDS


def test_each_name_of_a_row_is_of_a_table_that_exists():
    for kind in present.KINDS:
        assert apps.get_model(kind)


def test_every_act_has_a_name_that_people_read():
    acts = acts_in_the_code()

    assert acts - ACTS.keys() - SEEN.keys() == set()
    assert len(acts) > 80
