"""The exemption check: three questions to every verifier, kept as they were answered."""

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from accounts.enums import Role
from core.errors import RegulationBroken
from recall.enums import Conclusion, ExemptionQuestion
from recall.models import ExemptionAnswer, Nomination, Verification
from recall.regulations import exemptions as rules
from tests.factories.accounts import holder
from tests.factories.recall import (
    EXEMPT,
    NOT_EXCUSED,
    conclude,
    open_campaign,
    submitted_nomination,
    verified_nomination,
)
from tests.factories.recall import told as serve_allegation

pytestmark = pytest.mark.django_db
WHY = "该项改革县里先行试点，上级没有规定"
EXCUSED = {question: ("YES", WHY) for question in ExemptionQuestion}


def refused(code, nomination, conclusion=Conclusion.MATCHED, **given):
    with pytest.raises(RegulationBroken) as error:
        conclude(nomination, conclusion, **given)
    assert error.value.number == code
    assert not Verification.objects.exists()


def test_ex_01_each_question_is_answered_unless_it_is_sent_back():
    row = submitted_nomination()

    refused("EX-01", row, exemption={})
    refused("EX-01", row, exemption={"FIRST_TRY": ("NO", "")})

    assert conclude(row, Conclusion.SENT_BACK, exemption={}).state == "SENT_BACK"


def test_ex_02_a_yes_says_why():
    given = {**NOT_EXCUSED, ExemptionQuestion.FIRST_TRY: ("YES", "试点")}

    refused("EX-02", submitted_nomination(), exemption=given)


def test_ex_03_what_is_excused_matches_only_with_a_reason_on_record():
    row = submitted_nomination()
    refused("EX-03", row, exemption=EXCUSED)
    refused("EX-03", row, exemption=EXCUSED, despite="情节重")

    done = conclude(row, exemption=EXCUSED, despite="同一问题第三次发生，前两次已经容错并提醒")

    assert done.state == "VERIFIED"
    assert Verification.objects.get().despite.startswith("同一问题")


def test_ex_03_asks_nothing_where_one_answer_is_unclear_or_it_does_not_match():
    unclear = {**EXCUSED, ExemptionQuestion.NO_GAIN: ("UNCLEAR", "")}

    assert rules.exempt_is_not_matched_lightly.is_kept(Conclusion.MATCHED, unclear, "")
    assert conclude(submitted_nomination(), "NOT_MATCHED", exemption=EXCUSED).state == "REJECTED"


def test_answers_of_two_verifiers_stand_side_by_side_and_never_change():
    row = submitted_nomination(open_campaign(verifiers_needed=2))
    conclude(row)
    conclude(row, exemption={**NOT_EXCUSED, ExemptionQuestion.FIRST_TRY: ("YES", WHY)})

    assert ExemptionAnswer.objects.count() == 6
    for act in (
        lambda: ExemptionAnswer.objects.update(answer="NO"),
        lambda: ExemptionAnswer.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()


def test_database_refuses_a_yes_without_a_reason():
    row = verified_nomination().verifications.get()
    with pytest.raises(DatabaseError), transaction.atomic():
        ExemptionAnswer.objects.create(verification=row, question="OTHER", answer="YES")


def test_form_asks_for_each_question_and_keeps_the_reason_on_record(client):
    row = submitted_nomination()
    client.force_login(holder(Role.VERIFIER, row.county))
    page = reverse("recall:nomination-verify", args=[row.pk])
    data = {
        "version": row.version,
        "conclusion": "MATCHED",
        "opinion": "情况属实",
        f"result_{row.facts.get().pk}": "PROVED",
    }
    excused = {name: "YES" for name in EXEMPT} | {f"{name}_why": WHY for name in EXEMPT}

    silent = client.post(page, data)
    light = client.post(page, data | excused)
    sent = client.post(page, data | excused | {"despite": "前两次已经容错，这次仍未改正"})

    assert silent.status_code == 422
    assert "id_exempt_no_gain_0" in silent.content.decode()
    assert light.status_code == 422
    assert "EX-03" in light.content.decode()
    assert sent.status_code == 302


def test_person_reads_the_answers_without_a_name_once_it_is_concluded(client):
    row = submitted_nomination()
    verifier = holder(Role.VERIFIER, row.county)
    conclude(row, by=verifier, exemption={**NOT_EXCUSED, ExemptionQuestion.FIRST_TRY: ("YES", WHY)})
    serve_allegation(Nomination.objects.get(pk=row.pk))
    client.force_login(Nomination.objects.get(pk=row.pk).subject)

    told = client.get(reverse("recall:own-nomination", args=[row.pk])).content.decode()

    assert WHY in told
    assert "核实人一" in told
    assert verifier.name not in told


def test_other_verifier_reads_no_answer_before_giving_their_own(client):
    row = submitted_nomination(open_campaign(verifiers_needed=2))
    conclude(row, exemption={**NOT_EXCUSED, ExemptionQuestion.FIRST_TRY: ("YES", WHY)})
    client.force_login(holder(Role.VERIFIER, row.county))

    for name in ("nomination", "nomination-verify"):
        told = client.get(reverse(f"recall:{name}", args=[row.pk])).content.decode()
        assert WHY not in told
