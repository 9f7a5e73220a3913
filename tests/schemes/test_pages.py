"""Pages of schemes: read by all, edited by the admin, approved by another."""

import pytest
from django.urls import reverse

from accounts.enums import Role
from schemes.models import Scheme, SchemeVersion
from schemes.queries import parameters
from schemes.services.grounds import import_grounds
from tests.factories.accounts import holder
from tests.factories.schemes import (
    SCHEME,
    approved_version,
    draft_version,
    next_version,
    write,
)
from tests.factories.units import CountyFactory, PrefectureFactory, UnitFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def county():
    return CountyFactory(parent=PrefectureFactory())


def enter(client, role, place):
    user = holder(role, place)
    client.force_login(user)
    return user


def url(name, *args):
    return reverse(f"schemes:{name}", args=args)


def test_scheme_goes_from_preset_to_approval_by_two_admins(client, county):
    import_grounds()
    maker = enter(client, Role.COUNTY_ADMIN, county)
    assert client.get(url("scheme-make")).status_code == 200
    client.post(url("scheme-make"), {"title": "本县办法", "preset": SCHEME})
    version = Scheme.objects.get(title="本县办法").versions.get()
    basis = {"legal_basis": "依据公务员法。", "document_number": "县委发〔2026〕3号"}
    days = {"from_on": "2026-01-01", "sunset_on": "2029-12-31"}

    told = client.get(url("text", version.pk)).content.decode()
    assert "SC-05" in told
    assert client.post(url("version-act", version.pk, "submit_version")).status_code == 422
    assert client.post(url("basis", version.pk), basis | days).status_code == 302
    assert client.post(url("version-act", version.pk, "submit_version")).status_code == 302
    assert client.post(url("version-act", version.pk, "approve_version")).status_code == 403
    enter(client, Role.COUNTY_ADMIN, county)
    client.post(url("version-act", version.pk, "approve_version"))

    version = SchemeVersion.objects.get(pk=version.pk)
    assert (version.state, version.drafted_by) == ("APPROVED", maker)
    assert "推定" in client.get(url("text", version.pk)).content.decode()
    assert version.label in client.get(url("scheme", version.scheme_id)).content.decode()


def test_scheme_of_an_existing_title_is_refused(client, county):
    draft_version(county)
    enter(client, Role.COUNTY_ADMIN, county)

    answer = client.post(url("scheme-make"), {"title": "干部召回办法"})

    assert (answer.status_code, "SC-15" in answer.content.decode()) == (422, True)


def test_parameters_are_written_in_groups(client, county):
    version = draft_version(county)
    enter(client, Role.COUNTY_ADMIN, county)
    given = {k: v for k, v in parameters.whole({}).items() if v is not False and v != ""}

    assert "名额" in client.get(url("parameters", version.pk)).content.decode()
    refused = client.post(url("parameters", version.pk), given | {"quota_on": "on"})
    named = given | {"quota_on": "on", "quota_basis": "县委常委会〔2026〕1号"}
    client.post(url("parameters", version.pk), named)

    assert (refused.status_code, "SC-08" in refused.content.decode()) == (422, True)
    text = client.get(url("text", version.pk)).content.decode()
    assert "35人以下（含）" in text


def test_clause_is_added_changed_dropped_restored_and_made_to_correspond(client, county):
    import_grounds()
    version = draft_version(county)
    enter(client, Role.COUNTY_ADMIN, county)
    clause = version.clauses.get(ground__code="SQ13-01")
    given = {"title": "新的一项", "text": "写清什么算。", "category": "discipline"}
    given |= {"applies_to": "ALL"}

    assert client.get(url("clause-add", version.pk)).status_code == 200
    assert client.post(url("clause-add", version.pk), given).status_code == 302
    assert client.post(url("clause-add", version.pk), {}).status_code == 422
    where = (version.pk, clause.pk)
    assert client.get(url("clause", *where)).status_code == 200
    assert client.post(url("clause", *where), given | {"op": ">="}).status_code == 422
    assert client.post(url("clause", *where), given).status_code == 302
    assert client.post(url("clause-drop", *where), {"reason": "短"}).status_code == 422
    assert (
        client.post(url("clause-drop", *where), {"reason": "改由考勤办法另行规定。"}).status_code
        == 302
    )
    assert "改由考勤办法" in client.get(url("text", version.pk)).content.decode()
    assert client.post(url("clause-restore", *where)).status_code == 302
    assert client.get(url("correspond", *where)).status_code == 200
    other = version.correspondences.filter(ground=clause.ground).first().other_id
    assert client.post(url("correspond", *where), {"others": [other]}).status_code == 302
    assert version.correspondences.get(ground=clause.ground).other_id == other


def test_diff_shows_what_changed_since_the_last_version(client, county):
    first = approved_version(county)
    second = next_version(first)
    write(second, clause=second.clauses.get(), applies_to="LEADING")
    write(second, title="新增的一项")
    enter(client, Role.COUNTY_ADMIN, county)

    told = client.get(url("diff", second.pk, "previous")).content.decode()

    assert "<del>全体干部</del>" in told
    assert "新增的一项" in told
    assert client.get(url("diff", second.pk, "above")).status_code == 404
    assert client.get(url("diff", second.pk, "nonsense")).status_code == 404


def test_second_draft_is_refused_on_the_page(client, county):
    version = next_version(approved_version(county))
    enter(client, Role.COUNTY_ADMIN, county)

    answer = client.post(url("version-begin", version.scheme_id), {"preset": ""})

    assert (answer.status_code, "SC-16" in answer.content.decode()) == (422, True)


def test_clerk_reads_the_scheme_in_force_and_no_draft(client, county):
    version = approved_version(county)
    draft = next_version(version)
    enter(client, Role.UNIT_CLERK, UnitFactory(county=county))

    assert client.get(url("text", version.pk)).status_code == 200
    assert client.get(url("text", draft.pk)).status_code == 404
    assert client.get(url("basis", version.pk)).status_code == 403
    assert version.scheme.title in client.get(url("scheme-list")).content.decode()


@pytest.mark.parametrize("count", [1, 40])
def test_list_asks_the_same_however_many_there_are(
    client, county, count, django_assert_max_num_queries
):
    user = enter(client, Role.COUNTY_ADMIN, county)
    Scheme.objects.bulk_create(
        Scheme(county=county, title=f"办法{n}", created_by=user, created_at="2026-01-01T00:00Z")
        for n in range(count)
    )

    with django_assert_max_num_queries(12):
        answer = client.get(url("scheme-list"))

    assert len(answer.content) < 60 * 1024


@pytest.mark.parametrize("code", ["qianxinan_2014_30", "shiquan_2019_22"])
def test_full_text_of_a_long_list_stays_small_and_asks_little(
    client, county, code, django_assert_max_num_queries
):
    import_grounds()
    version = draft_version(county, preset=code)
    enter(client, Role.COUNTY_ADMIN, county)

    with django_assert_max_num_queries(25):
        answer = client.get(url("text", version.pk))

    assert len(answer.content) < 100 * 1024
    page = answer.content.decode()
    assert "出处逐条标明，均不是官方全文" in page
    assert page.count("<dt>出处</dt>") == version.clauses.count()
