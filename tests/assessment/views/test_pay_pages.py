"""The pages of pay: ordering, the month's table by two hands, finance, the person's own page."""

from pathlib import Path

import pytest
from django.urls import reverse

from accounts.enums import Role
from assessment.models import PayEffect, PayRun, PayRunLine
from assessment.queries.paysheets import digest
from core.audit.models import Entry
from recall.services import cases
from tests.factories import assessment as assess
from tests.factories import pay as make
from tests.factories import training
from tests.factories.rows import many

pytestmark = pytest.mark.django_db


def at(name, *args):
    return reverse(f"assessment:{name}", args=args)


@pytest.fixture
def world():
    return make.paid_world()


def test_order_stop_and_take_back_from_the_pages(client, world):
    case = make.case(world)
    client.force_login(world.admin)
    page = at("pay-order", case.pk)
    form = {"source": "SCHEME", "kind": "ALLOWANCE", "yuan": "500", "from_month": "2018-09"}
    assert make.BASIS in client.get(page).content.decode()

    assert client.post(page, form | {"from_month": "2018-13"}).status_code == 422
    assert client.post(page, form | {"yuan": "1e5"}).status_code == 422
    assert client.post(page, form).url == at("pay-case", case.pk)
    row = PayEffect.objects.get()
    act = at("pay-change", row.pk, "stop")
    assert act in client.get(at("pay-case", case.pk)).content.decode()
    assert client.post(act, {"month": "2018-10", "reason": "短"}).status_code == 422
    client.post(act, {"month": "2018-10", "reason": make.WHY})

    shown = client.get(at("pay-case", case.pk)).content.decode()
    assert make.WHY in shown
    assert at("pay-change", row.pk, "resume") in shown


def test_py_12_two_hands_sign_and_finance_takes_the_file_without_grounds(client, world, settings):
    row = make.ordered(world, from_month=make.MONTH)
    client.force_login(world.admin)
    form = {"month": f"{make.MONTH:%Y-%m}"}
    page = client.post(at("pay-run-prepare", world.county.pk), form).url
    run = PayRun.objects.get()
    seal = {"content_hash": run.content_hash}
    assert client.post(page, seal).status_code == 403
    assert client.get(at("pay-run-file", run.pk)).status_code == 409
    finance = training.holder(Role.FINANCE_VIEWER, world.county)
    client.force_login(finance)
    assert client.get(page).status_code == 404

    client.force_login(world.decider)
    assert client.post(page, {"content_hash": "0" * 64}).status_code == 409
    client.post(page, seal)

    client.force_login(finance)
    shown = client.get(page).content.decode()
    file = client.get(at("pay-run-file", run.pk))
    assert row.case.cadre.name in shown
    assert "召回情形" not in shown
    assert file.headers["Content-Disposition"].endswith('-2018-09.xlsx"')
    assert file.content == client.get(at("pay-run-file", run.pk)).content
    assert Entry.objects.filter(act="download", by_id=finance.pk).count() == 2
    assert client.get(at("pay-case", row.case_id)).status_code == 404
    assert page in client.get(at("pay-run-list")).content.decode()


def test_signed_bytes_are_handed_out_and_no_others(client, world, monkeypatch, settings):
    make.ordered(world)
    run = make.signed(world)
    client.force_login(world.admin)
    monkeypatch.setattr("assessment.queries.paysheets.HEAD", ("后来改的表头",))

    file = client.get(at("pay-run-file", run.pk))

    assert digest(file.content) == run.file_sha256
    (Path(settings.MEDIA_ROOT) / run.file).write_bytes(b"PK")
    assert client.get(at("pay-run-file", run.pk)).status_code == 409


def test_the_person_reads_what_is_less_and_on_whose_word(client, world):
    row = make.ordered(world)
    client.force_login(row.case.subject)

    own = client.get(at("own-pay", row.case_id)).content.decode()

    assert make.BASIS in own
    assert make.APPROVER in own
    assert at("pay-change", row.pk, "stop") not in own
    assert at("own-pay", row.case_id) in client.get(at("own-result", row.case_id)).content.decode()
    other = make.case(world)
    assert client.get(at("own-pay", other.pk)).status_code == 404


def test_who_was_recalled_in_error_reads_that_it_is_repaid(client, world):
    row = make.ordered(world)
    client.force_login(row.case.subject)
    page, words = at("own-pay", row.case_id), "已少发的补发"
    assert words not in client.get(page).content.decode()

    cases.revoke(row.case, by=world.decider, at=assess.LATER)

    assert words in client.get(page).content.decode()
    make.prepared(world)
    assert words not in client.get(page).content.decode()


@pytest.mark.parametrize("count", [10, 1000])
def test_list_costs_the_same(client, world, count, django_assert_max_num_queries):
    make.ordered(world)
    run = make.prepared(world)
    many(PayRun, run, count, version=lambda n: n + 2)
    client.force_login(world.admin)

    with django_assert_max_num_queries(12):
        answer = client.get(at("pay-run-list"))

    assert len(answer.content) <= 60_000


@pytest.mark.parametrize("count", [10, 1000])
def test_table_costs_the_same_and_sums_the_whole(
    client, world, count, django_assert_max_num_queries
):
    make.ordered(world)
    run = make.prepared(world)
    many(PayRunLine, run.lines.get(), count - 1)
    client.force_login(world.decider)

    with django_assert_max_num_queries(14):
        answer = client.get(at("pay-run", run.pk))

    assert len(answer.content) <= 60_000
    assert f"{500 * count:,}.00" in answer.content.decode()
