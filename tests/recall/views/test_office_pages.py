"""The department's pages: lists, verification, hearing, decision, case, campaign."""

import pytest
from django.urls import reverse

from accounts.enums import Role
from recall.models import Campaign, Case, Nomination
from recall.queries.meetings import digest
from schemes.models import Ground
from tests.factories.accounts import holder
from tests.factories.recall import (
    EXEMPT,
    approved_nomination,
    conclude,
    draft_campaign,
    heard_nomination,
    open_campaign,
    served_case,
    submitted_nomination,
    verified_nomination,
)

pytestmark = pytest.mark.django_db


def _enter(client, role, row):
    user = holder(role, row.county)
    client.force_login(user)
    return user


def _page(client, name, *args, **data):
    return client.get(reverse(f"recall:{name}", args=args), data)


def test_verify_page_marks_each_fact_and_moves_on(client):
    row = submitted_nomination()
    _enter(client, Role.VERIFIER, row)
    fact = row.facts.get()
    url = reverse("recall:nomination-verify", args=[row.pk])
    data = {
        "version": row.version,
        "conclusion": "MATCHED",
        "opinion": "情况属实",
        **EXEMPT,
        f"result_{fact.pk}": "PROVED",
        f"note_{fact.pk}": "值班表为证",
    }

    opened, sent = client.get(url), client.post(url, data)

    assert (opened.status_code, sent.status_code) == (200, 302)
    assert Nomination.objects.get(pk=row.pk).state == "VERIFIED"


def test_second_verifier_reads_nothing_of_the_first_until_both_are_in(client):
    row = submitted_nomination(open_campaign(verifiers_needed=2))
    found = {row.facts.get().pk: ("NOT_PROVED", "甲核实人的依据")}
    conclude(row, "NOT_MATCHED", opinion="甲核实人的意见", findings=found)
    second = _enter(client, Role.VERIFIER, row)
    pages = [
        reverse(f"recall:{name}", args=[row.pk]) for name in ("nomination", "nomination-verify")
    ]

    blind = "".join(client.get(page).content.decode() for page in pages)
    conclude(row, "NOT_MATCHED", by=second, findings={pk: ("NOT_PROVED", "") for pk in found})
    both = client.get(pages[0]).content.decode()

    assert "甲核实人" not in blind
    assert [word in both for word in ("甲核实人的意见", "甲核实人的依据")] == [True, True]


def test_verify_without_findings_names_the_fact(client):
    row = submitted_nomination()
    _enter(client, Role.VERIFIER, row)

    answer = client.post(
        reverse("recall:nomination-verify", args=[row.pk]),
        {"version": row.version, "conclusion": "MATCHED", "opinion": "情况属实"},
    )

    assert answer.status_code == 422
    assert f'href="#id_result_{row.facts.get().pk}_0"' in answer.content.decode()


def test_verify_of_a_stale_version_is_409_with_the_present_state(client):
    row = submitted_nomination()
    _enter(client, Role.VERIFIER, row)
    fact = row.facts.get()

    answer = client.post(
        reverse("recall:nomination-verify", args=[row.pk]),
        {
            "version": row.version - 1,
            "conclusion": "MATCHED",
            "opinion": "情况属实",
            **EXEMPT,
            f"result_{fact.pk}": "PROVED",
        },
    )

    assert answer.status_code == 409


def test_verify_twice_is_409(client):
    row = verified_nomination()
    _enter(client, Role.VERIFIER, row)
    fact = row.facts.get()
    data = {"version": row.version, "conclusion": "MATCHED", "opinion": "属实"}

    answer = client.post(
        reverse("recall:nomination-verify", args=[row.pk]),
        {**data, **EXEMPT, f"result_{fact.pk}": "PROVED"},
    )

    assert answer.status_code == 409


def test_decide_page_leaves_interested_people_out(client):
    row = heard_nomination()
    user = _enter(client, Role.DECIDER, row)
    url = reverse("recall:nomination-decide", args=[row.pk])
    data = {
        "version": row.version,
        "content_hash": digest(row),
        "meeting": "县委组织部部务会",
        "held_on": "2026-11-20",
        "due_count": 1,
        "members": [user.pk],
        "agree_count": 1,
        "disagree_count": 0,
        "defer_count": 0,
        "is_approved": "yes",
        "opinion": "同意召回",
    }

    opened, sent = client.get(url), client.post(url, data)

    assert row.verified_by.name not in opened.context["form"].fields["members"].queryset
    assert sent.status_code == 302
    assert Case.objects.get().nomination_id == row.pk


@pytest.mark.parametrize("act", ["waive", "recuse"])
def test_the_small_acts_ask_for_their_words(client, act):
    row = verified_nomination()
    _enter(client, Role.VERIFIER, row)

    answer = client.post(reverse("recall:nomination-act", args=[row.pk, act]), {})

    assert answer.status_code == 422


def test_recusal_is_offered_until_the_case_is_closed(client):
    row = Nomination.objects.get(pk=approved_nomination().pk)
    user = _enter(client, Role.DECIDER, row)

    def offered():
        return "recuse" in [
            one["name"] for one in _page(client, "nomination", row.pk).context["acts"]
        ]

    assert offered()
    told = {"user": user.pk, "reason": "与当事人是同学"}
    answer = client.post(reverse("recall:nomination-act", args=[row.pk, "recuse"]), told)
    assert (answer.status_code, row.recusals.get().user) == (302, user)

    Case.objects.filter(nomination=row).update(state="REVOKED")
    assert not offered()


def test_an_unknown_act_is_404(client):
    row = verified_nomination()
    _enter(client, Role.VERIFIER, row)

    assert client.post(reverse("recall:nomination-act", args=[row.pk, "x"])).status_code == 404


@pytest.mark.parametrize("build", [submitted_nomination, verified_nomination, heard_nomination])
def test_nomination_page_opens_at_every_stage(client, build):
    row = build()
    _enter(client, Role.VERIFIER, row)

    assert _page(client, "nomination", row.pk).status_code == 200


def test_case_page_opens_and_serves_the_notice_fragment(client):
    row = Case.objects.get(nomination=approved_nomination())
    _enter(client, Role.COUNTY_ADMIN, row)

    assert _page(client, "case", row.pk).status_code == 200
    assert _page(client, "case-notice", row.pk).status_code == 200
    assert _page(client, "case-notice-file", row.pk).status_code == 404


def test_serve_before_the_notice_is_ready_is_refused(client):
    row = Case.objects.get(nomination=approved_nomination())
    _enter(client, Role.COUNTY_ADMIN, row)
    data = {"served_on": "2026-11-20", "manner": "IN_PERSON", "received_by": "本人"}

    answer = client.post(reverse("recall:case-act", args=[row.pk, "serve"]), data)

    assert answer.status_code == 422
    assert "RC-21" in answer.content.decode()


def test_revoke_by_a_decider_ends_the_case(client):
    row = served_case()
    _enter(client, Role.DECIDER, row)

    url = reverse("recall:case-act", args=[row.pk, "revoke"])
    answer = client.post(url, {"opinion": "认定有误"})

    assert answer.status_code == 302
    assert Case.objects.get(pk=row.pk).state == "REVOKED"


def _setup(client, row, step, data):
    return client.post(reverse("recall:campaign-setup", args=[row.pk, step]), data)


def test_campaign_goes_through_the_wizard_and_is_launched(client):
    running = open_campaign()
    _enter(client, Role.COUNTY_ADMIN, running)
    start = {"version": running.scheme_version_id, "title": "第二批次", "mode": "WINDOWS"}
    unit = running.campaign_units.get().unit_id
    terms = {"verify_days": 10, "reply_days": 7, "decide_days": 20, "serve_days": 3}
    terms |= {"practice_months": 3, "verifiers_needed": 2, "objection_days": 30}

    assert _page(client, "campaign-create").status_code == 200
    client.post(reverse("recall:campaign-create"), start)
    row = Campaign.objects.get(title="第二批次")
    for step, data in (
        ("units", {"units": [unit], "leading": [unit]}),
        ("window", {"notice_on": "2026-11-01", "closes_on": "2026-11-30"}),
        ("parameters", terms),
    ):
        assert _page(client, "campaign-setup", row.pk, step).status_code == 200
        assert _setup(client, row, step, data).status_code == 302
    assert _page(client, "campaign-setup", row.pk, "check").status_code == 200
    launched = client.post(reverse("recall:campaign-move", args=[row.pk, "launch"]))

    row = Campaign.objects.get(pk=row.pk)
    assert (launched.status_code, row.state, row.reply_days) == (302, "OPEN", 7)
    assert row.campaign_units.get().leads_by_example
    assert _page(client, "campaign", row.pk).status_code == 200
    assert _page(client, "campaign-setup", row.pk, "units").status_code == 404


def test_wizard_refuses_terms_that_the_scheme_does_not_allow(client):
    running = open_campaign()
    admin = _enter(client, Role.COUNTY_ADMIN, running)
    row = draft_campaign(running.campaign_units.get().unit, by=admin)
    terms = {"verify_days": 30, "reply_days": 5, "decide_days": 20, "serve_days": 3}
    terms |= {"practice_months": 3, "verifiers_needed": 1, "objection_days": 30}

    answer = _setup(client, row, "parameters", terms)

    assert (answer.status_code, "SC-22" in answer.content.decode()) == (422, True)
    assert _setup(client, row, "units", {}).status_code == 422
    assert _setup(client, row, "nonsense", {}).status_code == 404


def test_campaign_is_cloned_with_its_units(client):
    old = open_campaign()
    _enter(client, Role.COUNTY_ADMIN, old)

    answer = client.post(reverse("recall:campaign-clone", args=[old.pk]), {"title": "次年批次"})

    row = Campaign.objects.get(title="次年批次")
    assert (answer.status_code, row.state, row.rounds.count()) == (302, "DRAFT", 0)
    assert row.campaign_units.get().unit == old.campaign_units.get().unit
    twice = client.post(reverse("recall:campaign-clone", args=[old.pk]), {"title": "次年批次"})
    assert twice.status_code == 422


def test_campaign_page_takes_rounds_and_measures(client):
    row = open_campaign()
    _enter(client, Role.COUNTY_ADMIN, row)
    unit = row.campaign_units.get().unit

    client.post(
        reverse("recall:round-add", args=[row.pk]),
        {"notice_on": "2026-11-01", "closes_on": "2026-11-30"},
    )
    measure = {"unit": unit.pk, "kind": "INTERVIEW", "taken_on": "2026-11-02", "person_times": 4}
    for _time in range(2):
        client.post(
            reverse("recall:measure-add", args=[row.pk]),
            {**measure, "reason": "未按时上报", "token": "7c1f9d0e-3b1a-4f5e-9a46-0d2f6f0a1b2c"},
        )
    wrong = client.post(reverse("recall:round-add", args=[row.pk]), {})

    assert (row.rounds.count(), row.unit_measures.get().person_times) == (2, 4)
    assert wrong.status_code == 422


def test_lists_open_for_the_department_and_filter(client):
    row = submitted_nomination()
    _enter(client, Role.VERIFIER, row)

    url = reverse("recall:nomination-list")
    found = client.post(f"{url}?view=submitted", {"q": row.cadre.name}, follow=True)
    none = client.post(url, {"q": "查无此人"}, follow=True)
    every = client.get(url, {"forget": "1"}, follow=True)

    counts = [page.context["page"].paginator.count for page in (found, none, every)]
    assert counts == [1, 0, 1]
    assert row.cadre.name not in found.redirect_chain[-1][0]
    assert _page(client, "case-list").status_code == 200
    assert _page(client, "campaign-list").status_code == 200


def test_grounds_show_their_provenance(client):
    row = open_campaign()
    _enter(client, Role.COUNTY_ADMIN, row)

    page = _page(client, "campaign", row.pk).content.decode()

    assert Ground.objects.get().get_provenance_display() in page
