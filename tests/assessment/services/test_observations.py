"""Conditional outcomes: observed, lapsed by the clock, carried out by a second hand alone."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from accounts.enums import Role
from assessment.enums import Consequence, OutcomeKind
from assessment.models import Ban, Observation, ObservationNote, Outcome, OutcomeProposal
from assessment.presenters import consequences as present
from assessment.queries import bans, waiting
from assessment.services import appeals, observations, outcomes
from cadres.models import Cadre
from core.audit.models import Entry
from core.dates import add_months, cn, legal_day
from core.errors import NotAllowed, RegulationBroken, StateConflict
from recall.models import ReasonSheet
from tests.factories import assessment as assess
from tests.factories import training
from tests.factories.accounts import grant
from tests.factories.appeals import accepted, handler, objected
from tests.factories.appeals import decided as upheld
from tests.factories.observations import (
    CONDITION,
    SEEN,
    TODAY,
    UNTIL,
    WEEK,
    decided,
    note,
    proposed,
    suspended,
)

EFFECTS = (Consequence.POST, Consequence.BAN, Consequence.PRACTICE)
OVER = assess.LATER + timedelta(days=200)


def refused(number, act, *row, **given):
    with pytest.raises(RegulationBroken) as error:
        act(*row, **given)
    assert error.value.number == number


def place_of(row):
    return Cadre.objects.get(pk=row.outcome.case.cadre_id).unit


def test_observed_outcome_moves_nobody_and_its_paper_says_the_condition(world):
    row = suspended(world)

    assert place_of(row) == world.unit
    assert (row.new_unit, row.new_title) == (world.host, "科员")
    assert row.outcome.document.snapshot["condition"] == CONDITION
    assert row.outcome.document.snapshot["observed_until_on"]
    assert (row.is_open(UNTIL), row.has_lapsed(UNTIL)) == (True, False)


@pytest.mark.parametrize(
    ("number", "given"),
    [
        ("CD-01", {"condition": "按时"}),
        ("CD-01", {"observed_until_on": None}),
        ("CD-02", {"observed_until_on": TODAY}),
        ("CD-02", {"observed_until_on": add_months(TODAY, 12) + timedelta(days=1)}),
        ("CD-03", {"kind": "RETURN", "conditions": ["fit_again"]}),
    ],
)
def test_cd_01_cd_02_cd_03_condition_day_and_kind(world, number, given):
    if given.get("kind"):
        given = given | {"new_unit": None, "new_title": ""}

    refused(number, suspended, world, **given)


def test_the_gate_is_asked_of_a_observed_outcome_as_of_any(world):
    with pytest.raises(RegulationBroken, match="OC-"):
        suspended(world, conditions=[])

    assert not Observation.objects.exists()


def test_cd_04_note_is_dated_within_the_time_and_says_on_what_it_rests(world):
    row = suspended(world)

    for told in (
        {"text": "缺勤"},
        {"on": TODAY - timedelta(days=1)},
        {"on": legal_day(WEEK) + timedelta(days=1)},
    ):
        refused("CD-04", note, world, row, **told)
    made = note(world, row, is_kept=True)
    assert Entry.objects.filter(act="note_condition", row_id=made.pk, by=world.manager).exists()


def test_cd_05_without_a_breach_nothing_is_proposed(world):
    row = suspended(world)
    note(world, row, is_kept=True)

    told = {"proposal": "违反条件，请研究执行", "by": world.manager, "at": WEEK}
    refused("CD-05", observations.propose, row, **told)


def test_it_lapses_by_the_clock_and_nothing_can_be_done_afterwards(world):
    row = suspended(world)
    note(world, row)

    assert row.has_lapsed(legal_day(OVER))
    for act in (note, proposed):
        with pytest.raises(StateConflict):
            act(world, row, at=OVER)
    assert place_of(row) == world.unit


def test_another_hand_activates_it_in_a_meeting_and_the_post_is_taken_up(world):
    row = proposed(world, suspended(world))
    assert place_of(row) == world.unit  # proposing does nothing

    done = decided(world, row, at=OVER)  # a proposal in time waits for the meeting

    assert done.is_activated
    assert place_of(row) == world.host
    with pytest.raises(StateConflict):
        decided(world, row, at=OVER)


def test_half_the_votes_do_not_activate_it_and_it_falls(world):
    done = decided(world, proposed(world, suspended(world)), agree=2)

    assert (done.is_activated, done.has_lapsed(legal_day(WEEK))) == (False, True)
    assert place_of(done) == world.unit


def test_who_proposed_does_not_decide_and_who_decides_does_not_propose(world):
    row = suspended(world)
    both = grant(training.holder(Role.COUNTY_ADMIN, world.county), Role.DECIDER, world.county)
    with pytest.raises(NotAllowed):
        proposed(world, row, by=world.decider)
    row = proposed(world, row, by=both)

    with pytest.raises(NotAllowed, match="提请执行的人"):
        decided(world, row, by=both)
    with pytest.raises(DatabaseError), transaction.atomic():
        Observation.objects.update(activated_by=both, activated_at=WEEK, held_on=TODAY)


def test_nothing_is_decided_that_nobody_proposed(world):
    with pytest.raises(StateConflict, match="没有提请执行"):
        decided(world, suspended(world))


def test_cd_06_case_is_not_closed_while_the_condition_is_observed(world):
    row = suspended(world)
    assess.serve(world, row.outcome)
    outcome = Outcome.objects.get()

    refused("CD-06", outcomes.carry_out, outcome, by=world.manager, at=WEEK)
    refused("VL-01", outcomes.carry_out, outcome, by=world.manager, at=OVER)  # CD-06 is kept


@pytest.mark.parametrize("is_proposed", [False, True])
@pytest.mark.parametrize("against", ["outcome", "recall"])
def test_what_waits_falls_with_an_upheld_appeal_and_the_case_goes_on(world, against, is_proposed):
    row, by = suspended(world), handler(world)
    assess.serve(world, row.outcome)
    if is_proposed:
        proposed(world, row)
    outcome = Outcome.objects.get()

    is_own = against == "outcome"
    held = accepted(outcome, by, "OBJECTION") if is_own else objected(outcome.case, by)
    decided_appeal = upheld(held, by)

    row = Observation.objects.get()
    assert not decided_appeal.reversals.filter(of=outcome.get_kind_display()).exists()
    assert (row.is_open(legal_day(WEEK)), row.has_lapsed(legal_day(WEEK))) == (False, True)
    for act in (note, proposed, decided):
        with pytest.raises(StateConflict):
            act(world, row)
    refused("AP-12", outcomes.carry_out, outcome, by=world.manager, at=WEEK)
    for line in decided_appeal.reversals.all():
        appeals.put_back(line, note="已逐项办理并留存回执", by=world.manager, at=WEEK)
    assess.file_away(world, outcome.case)
    assert outcomes.carry_out(outcome, by=world.manager, at=WEEK).carried_out_at == WEEK
    assert Entry.objects.filter(act="drop_observation", row_id=row.pk).exists()
    with pytest.raises(DatabaseError), transaction.atomic():
        Observation.objects.update(fallen_at=None)


def test_what_a_meeting_carried_out_does_not_fall_but_is_put_back(world):
    row, by = proposed(world, suspended(world)), handler(world)
    assess.serve(world, row.outcome)
    decided(world, row)

    outcome = Outcome.objects.get()
    appeal = upheld(accepted(outcome, by, "OBJECTION"), by)

    assert appeal.reversals.filter(kind="post", of=outcome.get_kind_display()).exists()
    assert Observation.objects.get().fallen_at is None


def test_no_ban_begins_before_a_meeting_carries_it_out(world):
    row = suspended(world, effect_until_on=add_months(TODAY, 12))
    assess.serve(world, row.outcome)
    cadre = row.outcome.case.cadre
    assert not Ban.objects.exists()
    assert bans.answer(cadre, "AWARD", TODAY).answer == "NO"  # it is not settled

    decided(world, proposed(world, row))

    week = legal_day(WEEK)
    assert set(Ban.objects.values_list("from_on", flat=True)) == {week}
    assert bans.answer(cadre, "AWARD", week).answer == "UNTIL"


def test_an_outcome_that_lapsed_bans_nobody(world):
    rows = [suspended(world, effect_until_on=add_months(TODAY, 12)) for _number in range(2)]
    for row in rows:
        assess.serve(world, row.outcome)
    decided(world, proposed(world, rows[0]), agree=2)

    assert not Ban.objects.exists()
    people = [row.outcome.case.cadre for row in rows]
    assert bans.answer(people[0], "AWARD", legal_day(WEEK)).answer == "YES"
    assert bans.answer(people[1], "AWARD", legal_day(WEEK)).answer == "NO"
    assert bans.answer(people[1], "AWARD", legal_day(OVER)).answer == "YES"


def test_database_keeps_condition_and_notes(world):
    row = suspended(world)
    note(world, row)
    for act in (
        lambda: Observation.objects.update(condition="别的条件"),
        lambda: Observation.objects.update(until_on=TODAY),
        lambda: Observation.objects.update(is_activated=True),
        lambda: ObservationNote.objects.update(is_kept=True),
        lambda: ObservationNote.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()


def test_pages_show_the_condition_to_the_department_and_to_the_person(world, client):
    row = suspended(world)
    note(world, row)
    page = reverse("assessment:observation", args=[row.pk])
    act = reverse("assessment:observation-act", args=[row.pk, "propose"])
    case = row.outcome.case
    client.force_login(world.manager)

    assert page in client.get(reverse("assessment:case", args=[case.pk])).text
    assert SEEN in client.get(page).text
    assert client.post(act, {"proposal": "违反"}).status_code in (409, 422)
    assert "观察期已经结束" in client.get(act).text  # the pages' day is long after the story's
    client.force_login(case.subject)
    assert client.get(page).status_code == 404
    own = client.get(reverse("assessment:own-result", args=[case.pk])).text
    assert CONDITION in own
    assert SEEN in own


def test_calendar_shows_what_is_observed_as_conditional_and_nothing_in_force(
    client, world, monkeypatch
):
    monkeypatch.setattr("assessment.views.consequences.timezone.now", lambda: assess.LATER)
    row = suspended(world, effect_until_on=UNTIL)
    case = row.outcome.case
    client.force_login(world.decider)
    page = reverse("assessment:outcome-consequences", args=[case.pk])

    (part,) = [
        one
        for one in present.of_outcome(case, on=TODAY)["parts"]
        if one["label"] == row.outcome.get_kind_display()
    ]
    effects = {
        (one["row"].kind, one["row"].waits_until_on)
        for one in part["lines"]
        if one["row"].kind in EFFECTS
    }
    assert effects == {(Consequence.POST, UNTIL), (Consequence.BAN, UNTIL)}
    assert f"{UNTIL}前条件没有遵守的，自会议决定执行之日起" in client.get(page).content.decode()
    told = ReasonSheet.objects.filter(nomination=case.nomination).newest().document.snapshot
    assert told["outcome"]["condition"] == CONDITION
    assert f"违反条件并经会议决定执行的，影响期至{cn(UNTIL)}" in told["next"]


def test_calendar_has_no_effects_once_the_outcome_fell_and_plain_days_once_carried_out(world):
    row = suspended(world, effect_until_on=UNTIL)
    case, kind = row.outcome.case, row.outcome.get_kind_display()

    (fallen,) = [
        one
        for one in present.of_outcome(case, on=UNTIL + timedelta(days=1))["parts"]
        if one["label"] == kind
    ]
    assert [one for one in fallen["lines"] if one["row"].kind in EFFECTS] == []
    assert "不再执行" in fallen["note"]
    decided(world, proposed(world, row))
    (plain,) = [one for one in present.of_outcome(case, on=TODAY)["parts"] if one["label"] == kind]
    effects = [one["row"] for one in plain["lines"] if one["row"].kind in EFFECTS]
    assert {(one.kind, one.waits_until_on) for one in effects} == {
        (Consequence.POST, None), (Consequence.BAN, None),
    }  # fmt: skip
    assert "note" not in plain


def test_calendar_of_a_standing_proposal_is_conditional(world):
    case = assess.concluded(world).case
    OutcomeProposal.objects.create(
        case=case,
        kind="TRANSFER",
        reason="工作需要",
        condition=CONDITION,
        observed_until_on=UNTIL,
        proposed_by=world.manager,
        proposed_at=assess.LATER,
    )

    held = waiting.of_case(case, on=TODAY)

    assert held == waiting.Waiting("TRANSFER", CONDITION, UNTIL)


def shown_for(case, kind, on):
    (part,) = [one for one in present.of_outcome(case, on=on)["parts"] if one["label"] == kind]
    return [one["row"] for one in part["lines"]]


def test_cd_05_calendar_of_what_was_carried_out_counts_effects_from_that_meeting(world):
    row = suspended(world, effect_until_on=UNTIL)
    case, kind = row.outcome.case, row.outcome.get_kind_display()
    later = legal_day(OVER) - timedelta(days=100)
    decided(world, proposed(world, row))
    carried = legal_day(WEEK)

    lines = shown_for(case, kind, later)

    days = {one.kind: (one.from_on, one.until_on) for one in lines if one.kind in EFFECTS}
    assert days == {Consequence.POST: (carried, None), Consequence.BAN: (carried, UNTIL)}
    assert next(one.from_on for one in lines if one.what == "批准") == row.outcome.held_on
    visits = [one.from_on for one in lines if one.kind == Consequence.VISIT]
    assert visits[0] == add_months(row.outcome.held_on, 1)


def test_calendar_of_a_decided_outcome_is_its_own_and_does_not_move_with_the_reader(world):
    outcome = suspended(world).outcome
    first = present.of_outcome(outcome.case, on=TODAY)
    second = present.of_outcome(outcome.case, on=UNTIL)

    assert [one["label"] for one in first["parts"]] == [outcome.get_kind_display()]
    assert first["on"] == second["on"] == outcome.held_on
    assert next(one["row"] for one in first["parts"][0]["lines"]).from_on == outcome.held_on


def test_calendar_reads_the_condition_that_stands_only_in_the_form(client, world):
    case = assess.concluded(world).case
    page = reverse("assessment:outcome-consequences", args=[case.pk])
    asked = {"kind": "TRANSFER", "condition": CONDITION, "held_on": TODAY.isoformat()}
    client.force_login(world.decider)

    answer = client.post(page, asked | {"observed_until_on": UNTIL.isoformat()})

    assert f"{UNTIL}前条件没有遵守的，自会议决定执行之日起" in answer.content.decode()
    assert CONDITION in answer.content.decode()
    chosen = [(one["label"], one["is_chosen"]) for one in answer.context["parts"]]
    assert chosen[0] == (OutcomeKind.TRANSFER.label, True)
    assert [is_chosen for _label, is_chosen in chosen[1:]] == [False] * (len(chosen) - 1)
    assert "<b>后果日历</b>" not in answer.content.decode()  # the page's title
    assert not Observation.objects.exists()
    assert CONDITION not in client.get(page).content.decode()
    form = client.get(reverse("assessment:outcome-decide", args=[case.pk])).content.decode()
    assert f'formaction="{page}"' in form


@pytest.mark.parametrize(
    ("given", "number"),
    [
        ({"observed_until_on": ""}, "CD-01"),
        ({"observed_until_on": add_months(UNTIL, 24).isoformat()}, "CD-02"),
        ({"kind": "RETURN"}, "CD-03"),
    ],
    ids=["half", "long", "kind"],
)
def test_calendar_refuses_the_condition_that_the_decision_would(client, world, given, number):
    case = assess.concluded(world).case
    asked = {"kind": "TRANSFER", "condition": CONDITION, "held_on": TODAY.isoformat()}
    asked |= {"observed_until_on": UNTIL.isoformat()} | given
    client.force_login(world.decider)

    answer = client.post(reverse("assessment:outcome-consequences", args=[case.pk]), asked)

    assert answer.status_code == 422
    assert number in answer.content.decode()
