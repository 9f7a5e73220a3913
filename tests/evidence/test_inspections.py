from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.urls import reverse

from accounts.enums import Role
from core.errors import NotAllowed, RegulationBroken
from evidence.enums import InspectionOutcome
from evidence.models import InspectionFinding, InspectionPerson, Signal
from evidence.queries import inspections as figures
from evidence.services import inspections
from tests.factories.accounts import grant, holder
from tests.factories.cadres import PostFactory, ProtectionFactory
from tests.factories.inspections import answered, closed, found, inspected, sent, series
from tests.factories.recall import PDF, GroundFactory
from tests.factories.units import UnitFactory
from tests.fixtures import media
from tests.moments import NOW, TOMORROW, YESTERDAY

__all__ = ["media"]
pytestmark = pytest.mark.django_db
# 2014 as the report tells it: 10 and more a month from April to August, 20 at most, 3 in December.
SERIES = {4: 11, 5: 12, 6: 20, 7: 13, 8: 11, 9: 9, 10: 7, 11: 5, 12: 3}


@pytest.fixture
def unit():
    return UnitFactory(name="城关镇")


@pytest.fixture
def person(unit):
    return PostFactory(cadre__unit=unit).cadre


def refused(number, act, *row, **given):
    with pytest.raises(RegulationBroken) as error:
        act(*row, at=given.pop("at", NOW), **given)
    assert error.value.number == number


def draft(unit, *cadres, **given):
    return found(inspected(unit.county), unit, *cadres, **given)


def confirmed(unit, *cadres):
    return closed(answered(sent(draft(unit, *cadres))))


def test_confirmed_finding_raises_a_signal_with_what_stands_behind(unit, person):
    row = confirmed(unit, person)

    (signal,) = inspections.raise_for(row, by=row.closed_by, at=NOW)

    assert (signal.cadre, signal.value, signal.ground) == (person, Decimal(1), row.ground)
    assert signal.said == "2018年5月9日暗访发现问题，经认定属实；2018年内共 1 次"
    labels = [line["label"][:4] for line in signal.rows]
    assert labels == ["发现（政", "单位答复", "认定：属"]


def test_second_confirmed_finding_of_the_year_says_two(unit, person):
    first = confirmed(unit, person)
    second = closed(answered(sent(found(first.inspection, unit, person))))

    (signal,) = inspections.raise_for(second, by=second.closed_by, at=NOW)

    assert signal.value == 2


def test_raise_twice_is_once(unit, person):
    row = confirmed(unit, person)
    told = {"by": row.closed_by, "at": NOW}

    assert inspections.raise_for(row, **told) == inspections.raise_for(row, **told)
    assert Signal.objects.count() == 1


def test_person_protected_on_the_day_is_left_out_and_it_is_said(unit, person):
    ProtectionFactory(cadre=person, from_on=YESTERDAY, until_on=YESTERDAY)
    row = confirmed(unit, person)

    assert inspections.raise_for(row, by=row.closed_by, at=NOW) == []
    assert "保护期" in figures.named(row)[0].left_out


def test_answer_is_due_after_working_days(unit):
    assert sent(draft(unit)).answer_due_on == date(2018, 5, 17)


def test_unit_that_never_answers_does_not_hold_the_finding_up(unit):
    row = sent(draft(unit))
    later = NOW + timedelta(days=8)

    assert closed(row, at=later).closed_at == later
    assert figures.lines(closed_of(row))[1]["label"] == "单位答复：期限内未答复"


def closed_of(row):
    return InspectionFinding.objects.get(pk=row.pk)


def test_fd_01_day_that_has_not_come(unit):
    rounds = inspected(unit.county)
    told = {"source": "OPEN", "place": "x", "seen": "x", "ground": GroundFactory()}
    told |= {"by": rounds.planned_by, "seen_on": TOMORROW}
    refused("FD-01", inspections.enter, rounds, unit=unit, **told)


def test_fd_02_person_of_another_unit(unit):
    row, other = draft(unit), PostFactory().cadre
    refused("FD-02", inspections.add_person, row, cadre=other, by=row.found_by)


def test_fd_03_told_finding_is_fixed(unit, person):
    row = sent(draft(unit))
    refused("FD-03", inspections.add_person, row, cadre=person, by=row.found_by)
    refused("FD-03", inspections.send, row, by=row.found_by)
    refused("FD-03", inspections.attach, row, content=PDF, title="x", by=row.found_by)


def test_fd_04_answer_once_and_only_when_told(unit):
    head, row = holder(Role.UNIT_HEAD, unit), draft(unit)
    refused("FD-04", inspections.answer, row, text="x", by=head)
    answered(sent(row), by=head)
    refused("FD-04", inspections.answer, row, text="x", by=head)


def test_fd_05_unit_is_heard_first(unit):
    row = sent(draft(unit))
    told = {"outcome": InspectionOutcome.CONFIRMED, "opinion": "x"}
    refused("FD-05", inspections.close, row, by=holder(Role.VERIFIER, unit.county), **told)


def test_fd_06_finder_does_not_close(unit):
    row = answered(sent(draft(unit)))
    told = {"outcome": InspectionOutcome.CONFIRMED, "opinion": "x"}
    refused("FD-06", inspections.close, row, by=row.found_by, **told)


def test_fd_07_closed_is_closed(unit):
    row = confirmed(unit)
    told = {"outcome": InspectionOutcome.NOT_CONFIRMED, "opinion": "x"}
    refused("FD-07", inspections.close, row, by=row.closed_by, **told)


@pytest.mark.parametrize("outcome", ["CORRECTED", "NOT_CONFIRMED"])
def test_fd_08_signals_of_what_was_not_confirmed(unit, person, outcome):
    row = closed(answered(sent(draft(unit, person))), outcome)
    refused("FD-08", inspections.raise_for, row, by=row.closed_by)


def test_fd_09_title_of_an_inspection_stands_once(unit):
    rounds = inspected(unit.county)
    told = {"title": rounds.title, "basis": "x", "answer_days": 3, "by": rounds.planned_by}
    refused("FD-09", inspections.plan, unit.county, **told)


def test_nobody_acts_on_a_finding_that_names_them(unit):
    clerk = grant(PostFactory(cadre__unit=unit).cadre.user, Role.UNIT_CLERK, unit)
    verifier = grant(PostFactory(cadre__unit=unit).cadre.user, Role.VERIFIER, unit.county)
    row = sent(draft(unit, clerk.cadre, verifier.cadre))

    with pytest.raises(NotAllowed, match="本人"):
        answered(row, by=clerk)
    answered(row)
    with pytest.raises(NotAllowed, match="本人"):
        closed(row, by=verifier)


def test_nobody_names_themselves_and_only_the_finder_edits(unit):
    verifier = grant(PostFactory(cadre__unit=unit).cadre.user, Role.VERIFIER, unit.county)
    row = draft(unit, by=verifier)

    with pytest.raises(NotAllowed, match="本人"):
        inspections.add_person(row, cadre=verifier.cadre, by=verifier, at=NOW)
    with pytest.raises(NotAllowed, match="登记人"):
        inspections.send(row, by=holder(Role.VERIFIER, unit.county), at=NOW)


def test_database_keeps_what_was_told_answered_and_closed(unit, person):
    told, row = sent(draft(unit, person)), InspectionFinding.objects.filter
    heard = answered(sent(found(told.inspection, unit)))
    done = closed(answered(sent(found(told.inspection, unit))))
    draft_row = found(told.inspection, unit)
    for write in (
        lambda: row(pk=told.pk).update(seen="另一说法"),
        lambda: InspectionPerson.objects.filter(finding=told).delete(),
        lambda: InspectionPerson.objects.create(finding=heard, cadre=person),
        lambda: row(pk=heard.pk).update(answer="另一答复"),
        lambda: row(pk=done.pk).update(opinion="另一意见"),
        lambda: row(pk=heard.pk).update(
            closed_by=heard.found_by, closed_at=NOW, outcome="CONFIRMED"
        ),
        lambda: row(pk=draft_row.pk).delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            write()


def test_months_of_the_report_are_counted_from_rows(unit):
    series(inspected(unit.county), unit, SERIES, year=2014)
    found_in = figures.by_month(InspectionFinding.objects.all(), year=2014)

    assert {month: counts.found for month, counts in found_in.items() if counts.found} == SERIES
    spring = [found_in[month].found for month in range(4, 9)]
    assert min(spring) > 10
    assert (max(spring), found_in[12].found) == (20, 3)


def test_outcomes_add_up_to_what_was_found_and_drafts_are_not_counted(unit):
    rounds = inspected(unit.county)
    found(rounds, unit)
    sent(found(rounds, unit))
    for outcome in InspectionOutcome:
        closed(answered(sent(found(rounds, unit))), outcome)

    (row,) = figures.by_unit(InspectionFinding.objects.all(), year=2018)

    assert row["name"] == "城关镇"
    assert row["counts"] == figures.Counts(4, 1, 1, 1, 1)
    assert figures.by_month(InspectionFinding.objects.all(), year=2018)[5] == row["counts"]


def test_page_shows_the_series_and_every_number_leads_to_as_many_rows(client, unit):
    rounds = inspected(unit.county)
    series(rounds, unit, SERIES, year=2014)
    client.force_login(rounds.planned_by)

    answer = client.get(reverse("evidence:finding-figures"), {"year": 2014})

    shown = {row["name"]: row["cells"][0] for row in answer.context["months"]}
    assert {n: shown[f"{n}月"]["n"] for n in SERIES} == SERIES
    june = client.get(shown["6月"]["url"]).context["page"].paginator.count
    assert june == 20
    assert [row["cells"][0]["n"] for row in answer.context["units"]] == [91]
    totals = {row["label"]: row["value"] for row in answer.context["totals"]}
    assert totals["最多的一个月"] == "20（6月）"
    assert totals["最近一个月"] == "3（12月）"
    assert [row["total"] for row in answer.context["chart"]["rows"]][3:] == list(SERIES.values())


def test_unit_sees_a_finding_once_told_and_no_other_units(client, unit):
    row = draft(unit)
    page = reverse("evidence:finding", args=[row.pk])
    head, other = holder(Role.UNIT_HEAD, unit), holder(Role.UNIT_HEAD, UnitFactory())

    def status(user):
        client.force_login(user)
        return client.get(page).status_code

    assert status(head) == 404
    sent(row)
    assert (status(head), status(other)) == (200, 404)


def test_person_reads_their_own_finding_without_anybody_elses_name(client, unit, person):
    other = PostFactory(cadre__unit=unit, cadre__name="赵某某").cadre
    row = sent(draft(unit, person, other))
    client.force_login(person.user)

    me = client.get(reverse("portal:me")).content.decode()
    own = client.get(reverse("evidence:own-findings")).content.decode()

    assert "涉及我的督查发现" in me
    assert row.seen in own
    assert "赵某某" not in own
    assert client.get(reverse("evidence:finding", args=[row.pk])).status_code == 404


def test_finding_goes_from_entry_to_signal_on_the_pages(client, unit, person):
    rounds = inspected(unit.county)
    finder, closer = rounds.planned_by, holder(Role.VERIFIER, unit.county)
    facts = {"inspection": rounds.pk, "unit": unit.pk, "source": "SECRET", "place": "大厅"}
    facts |= {"seen_on": "2018-05-09", "seen": "无人值守", "ground": GroundFactory().pk}

    def act(user, name, **form):
        client.force_login(user)
        return client.post(reverse("evidence:finding-act", args=[row.pk, name]), form)

    client.force_login(finder)
    client.post(reverse("evidence:finding-new"), facts)
    row = InspectionFinding.objects.get()
    act(finder, "person", cadre=person.pk)
    act(finder, "file", file=SimpleUploadedFile("照片.pdf", PDF))
    file = client.get(reverse("evidence:finding-file", args=[row.files.get().pk]))
    act(finder, "edit", **facts | {"place": "政务大厅"})
    act(finder, "send")
    act(holder(Role.UNIT_CLERK, unit), "answer", text="属实")
    own = act(finder, "close", outcome="CONFIRMED", opinion="核实")
    act(closer, "close", outcome="CONFIRMED", opinion="核实")
    page = client.get(reverse("evidence:finding-act", args=[row.pk, "signals"]))
    act(closer, "signals")

    assert (own.status_code, file.status_code) == (422, 200)
    assert file["Content-Disposition"].startswith('attachment; filename="evidence-')
    assert person.name in page.content.decode()
    assert Signal.objects.get().cadre == person
    assert InspectionFinding.objects.get().place == "政务大厅"


def test_person_and_file_are_taken_out_while_it_is_a_draft(client, unit, person):
    row = draft(unit, person)
    file = inspections.attach(row, content=PDF, title="x", by=row.found_by, at=NOW)
    client.force_login(row.found_by)
    for kind, one in (("person", row.people.get()), ("file", file)):
        client.post(reverse("evidence:finding-drop", args=[row.pk, kind, one.pk]))

    assert not row.people.exists()
    assert not row.files.exists()


def test_list_costs_the_same_for_ten_and_a_thousand(client, unit, django_assert_max_num_queries):
    rounds = inspected(unit.county)
    series(rounds, unit, dict.fromkeys(range(1, 11), 100), year=2017)
    client.force_login(rounds.planned_by)

    with django_assert_max_num_queries(12):
        answer = client.get(reverse("evidence:finding-list"))
    with django_assert_max_num_queries(12):
        counts = client.get(reverse("evidence:finding-figures"))

    assert len(answer.content) <= 60_000
    assert len(counts.content) <= 60_000


@pytest.mark.parametrize("query", ["year=x&unit=-1&month=13", "year=99999&inspection=x&source=x"])
def test_senseless_filters_are_no_error(client, unit, query):
    client.force_login(inspected(unit.county).planned_by)

    for page in ("evidence:finding-list", "evidence:finding-figures"):
        assert client.get(f"{reverse(page)}?{query}").status_code == 200
