"""上报: who signs, what the report says, and how it stands."""

from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.enums import Role
from core.documents import heads, holders, regulations, rendering, standings
from core.errors import NotAllowed, RegulationBroken
from core.jobs import worker
from reports.models import Summary
from reports.queries import submissions as queries
from reports.services import submissions, summaries
from tests.factories.accounts import holder
from tests.factories.recall import printed
from tests.factories.units import CountyFactory
from tests.reports.test_pages import AS_OF, NOW, admin, campaign

__all__ = ["admin", "campaign"]

GIVEN = {
    "addressee": "中共安康市委组织部",
    "partners": [],
    "urgency": "",
    "copy_number": None,
    "contact": "",
}


@pytest.fixture
def decider(campaign):
    return holder(Role.DECIDER, campaign.county)


@pytest.fixture
def summary(campaign, admin):
    row = summaries.request_summary(campaign, as_of=AS_OF, by=admin, at=NOW)
    printed(row.document)
    return Summary.objects.get(pk=row.pk)


def sent(summary, by, **changes):
    return submissions.submit(summary, **GIVEN | {"token": uuid4()} | changes, by=by, at=NOW)


def test_a_report_quotes_its_summary_and_bears_its_signer_and_the_next_number(summary, decider):
    document = sent(summary, decider, urgency="特急", copy_number=7, contact="周某")

    county, told = summary.campaign.county, document.snapshot
    assert document.reference == f"{county.document_mark}报〔2018〕1号"
    assert told["signers"] == [[decider.name]]
    assert (told["copy_number"], told["urgency"], told["partners"]) == ("000007", "特急", [])
    whole = summary.document.snapshot["sections"][0]["blocks"]
    assert told["paragraphs"][2]["text"] in [
        block.get("text", "").replace(" ", "") for block in whole
    ]
    assert [one["title"] for one in told["attachments"]] == list(queries.ATTACHED.values())
    rows = summary.document.snapshot["sections"][1]["blocks"][0]["table"]["rows"]
    assert [row["ns"] for row in told["attachments"][0]["table"]["rows"]] == [r["ns"] for r in rows]
    assert "None" not in rendering.html(document)


def test_a_joint_report_names_each_issuer_with_its_signer(summary, decider):
    document = sent(summary, decider, partners=[("石泉县人力资源和社会保障局", "李某")])

    told = document.snapshot
    assert told["issuers"][1:] == ["石泉县人力资源和社会保障局"]
    assert told["signers"] == [[decider.name, "李某"]]
    assert told["partners"] == [told["issuers"]]


def test_the_same_form_twice_is_one_paper_and_another_form_is_another(summary, decider):
    token = uuid4()
    first = sent(summary, decider, token=token)

    again = sent(summary, decider, token=token, addressee="中共陕西省委组织部")
    other = sent(summary, decider)

    assert (again.pk, other.number) == (first.pk, 2)


@pytest.mark.parametrize("role", [Role.COUNTY_ADMIN, Role.READER, Role.VERIFIER])
def test_only_who_decides_in_the_county_signs(summary, role):
    with pytest.raises(NotAllowed):
        sent(summary, holder(role, summary.campaign.county))
    with pytest.raises(NotAllowed):
        sent(summary, holder(Role.DECIDER, CountyFactory()))


def test_rp_05_a_summary_that_is_not_printed_does_not_go_up(campaign, admin, decider):
    row = summaries.request_summary(campaign, as_of=AS_OF, by=admin, at=NOW)

    with pytest.raises(RegulationBroken, match="RP-05"):
        sent(row, decider)


@pytest.mark.parametrize("text", ["机密★1年 报告", "秘密 ☆", "绝密★"])
def test_gw_01_no_paper_bears_a_level_of_secrecy(summary, decider, text):
    with pytest.raises(RegulationBroken, match="GW-01"):
        sent(summary, decider, addressee=text)

    assert not regulations.bears_no_secrecy.is_kept(heads.is_marked_secret(text))


@pytest.mark.parametrize("text", ["保守国家秘密", "工作秘密，注意保密", "机密文件管理不严"])
def test_gw_01_words_about_secrets_are_no_level(text):
    assert regulations.bears_no_secrecy.is_kept(heads.is_marked_secret(text))


@pytest.mark.parametrize("signer", ["", " "])
def test_gw_02_each_issuer_has_its_signer(summary, decider, signer):
    with pytest.raises(RegulationBroken, match="GW-02"):
        sent(summary, decider, partners=[("县人社局", signer)])


@pytest.mark.parametrize(
    "names",
    [["县人社局", "县人社局"], ["长" * 26], [f"第{n}局" for n in range(6)], [""]],
    ids=["twice", "too long", "seven", "empty"],
)
def test_gw_03_issuers_stand_on_the_paper(summary, decider, names):
    with pytest.raises(RegulationBroken, match="GW-03"):
        sent(summary, decider, partners=[(name, "李某") for name in names])


@pytest.mark.parametrize(
    ("number", "holds"), [(0, False), (1, True), (999_999, True), (10**6, False)]
)
def test_gw_04_copy_number_has_six_digits(number, holds):
    assert regulations.copy_number_has_six_digits.is_kept(number) is holds


def test_a_later_report_of_the_campaign_takes_the_place_of_the_one_before(summary, decider):
    first, later = sent(summary, decider), sent(summary, decider)

    assert standings.standing(first, AS_OF) == standings.Standing.SUPERSEDED
    assert standings.standing(later, AS_OF) == standings.Standing.CURRENT


def test_the_page_signs_prints_and_hands_out(client, summary, decider):
    client.force_login(decider)
    page = reverse("reports:submission", args=[summary.pk])
    form = {"addressee": "中共安康市委组织部", "partners": "县人社局:李某\n", "urgency": "加急"}
    form |= {"token": str(uuid4())}

    shown, answer = client.get(page), client.post(page, form)
    document = queries.of_summary(summary).get()
    paths = [
        reverse(f"reports:submission-{name}", args=[document.pk]) for name in ("progress", "file")
    ]
    early = client.get(paths[1])
    worker.drain("pdf", at=timezone.now(), seconds=60)
    ready, file = (client.get(path) for path in paths)
    figures = client.get(reverse("reports:campaign", args=[summary.campaign_id]))

    assert "各轮办理情况表" in shown.content.decode()
    assert (answer.status_code, answer.url) == (302, figures.request["PATH_INFO"])
    assert document.snapshot["signers"] == [[decider.name, "李某"]]
    assert [one.status_code for one in (early, ready, file)] == [404, 286, 200]
    assert b"".join(file.streaming_content).startswith(b"%PDF-")
    assert document.reference in figures.content.decode()
    held = holders.held(document.uid, decider)
    assert held is not None
    assert held.page == answer.url


def test_the_admin_sees_why_another_signs(client, summary, admin):
    client.force_login(admin)

    page = client.get(reverse("reports:submission", args=[summary.pk]))

    assert "由本县决定人签发上报。" in page.content.decode()


def test_a_summary_without_outcomes_says_so():
    row = SimpleNamespace(
        document=SimpleNamespace(
            snapshot={
                "as_of": "2018年6月1日",
                "sections": [{"title": "一、总体情况", "blocks": []}],
            }
        ),
        campaign=SimpleNamespace(title="首批"),
    )

    assert "尚无已定结果" in queries.paragraphs(row)[4]["text"]
