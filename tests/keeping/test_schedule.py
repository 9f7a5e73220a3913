"""Every table belongs to one kind; every kind says for how long, since when, why and what then."""

import pytest
from django.apps import apps

from config import tables
from core.errors import NotAllowed, RegulationBroken, StateConflict
from keeping.enums import RecordKind
from keeping.models import Term
from keeping.queries import schedule
from keeping.queries import terms as in_force
from keeping.services import terms
from tests.factories import keeping as keep
from tests.factories.units import PrefectureFactory

WHY = "本县档案工作方案要求"
WITHOUT_TABLES = {
    "NOT_RECALLED",
    "PERSONNEL",
}  # the tables of RECALLED and LEAVERS, otherwise ended


def test_every_table_belongs_to_exactly_one_kind():
    """A new table: name it in keeping/tables.yaml under the kind whose records it holds."""
    known = tables.APPENDED | tables.KEPT | tables.REMOVED | tables.POSTED | tables.READ
    named = [name for names in schedule.tables().values() for name in names]

    assert sorted({name for name in named if named.count(name) > 1}) == []
    assert set(named) == known


def test_every_kind_has_its_tables_and_says_everything():
    assert set(schedule.KINDS) == set(schedule.tables()) | WITHOUT_TABLES
    for kind in schedule.KINDS.values():
        assert all(map(str, (kind.label, kind.term, kind.starts, kind.basis, kind.ending)))
        assert kind.is_listed == bool(kind.years and kind.limit)


def test_no_table_of_a_person_is_without_personal_data():
    people = {
        model._meta.db_table
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if field.remote_field and field.related_model._meta.label == "cadres.Cadre"
    }

    assert people & set(schedule.tables()["PLAIN"]) == set()


def proposed(world, years=40, by=None, division=None, kind=RecordKind.RECALLED):
    given = {"kind": kind, "years": years, "reason": WHY, "by": by or world.admin, "at": keep.LATER}
    return terms.propose(division or world.county, **given)


@pytest.mark.parametrize("years", [29, 61])
def test_rt_01_a_term_is_not_shorter_than_the_least_nor_longer_than_the_most(world, years):
    with pytest.raises(RegulationBroken, match="RT-01"):
        proposed(world, years)


def test_rt_02_a_term_needs_its_reason(world):
    with pytest.raises(RegulationBroken, match="RT-02"):
        terms.propose(
            world.county, kind="RECALLED", years=40, reason=" ", by=world.admin, at=keep.LATER
        )


def test_term_is_proposed_by_one_and_confirmed_by_another(world):
    row = proposed(world)
    with pytest.raises(NotAllowed):
        terms.decide(row, is_confirmed=True, by=world.admin, at=keep.LATER)
    assert in_force.in_force(world.county)["RECALLED"] == 30

    done = terms.decide(row, is_confirmed=True, by=world.decider, at=keep.LATER)

    assert (done.decided_by, in_force.in_force(world.county)["RECALLED"]) == (world.decider, 40)
    with pytest.raises(StateConflict):
        terms.decide(row, is_confirmed=True, by=world.decider, at=keep.LATER)


def test_refused_term_changes_nothing_and_one_waits_at_a_time(world):
    row = proposed(world)
    with pytest.raises(StateConflict):
        proposed(world, 45)

    terms.decide(row, is_confirmed=False, by=world.decider, at=keep.LATER)

    assert in_force.in_force(world.county)["RECALLED"] == 30
    assert proposed(world, 45).years == 45


def test_rt_01_prefectures_term_is_the_least_of_its_counties(world):
    above = PrefectureFactory()
    type(world.county).objects.filter(pk=world.county.pk).update(parent=above)
    county = type(world.county).objects.get(pk=world.county.pk)
    Term.objects.create(
        division=above,
        kind="RECALLED",
        years=50,
        reason=WHY,
        proposed_by=world.admin,
        proposed_at=keep.LATER,
        is_confirmed=True,
        decided_by=world.decider,
        decided_at=keep.LATER,
    )

    assert in_force.in_force(county)["RECALLED"] == 50
    with pytest.raises(RegulationBroken, match="RT-01"):
        proposed(world, 40, division=county)


def test_only_the_divisions_administrator_proposes(world):
    with pytest.raises(NotAllowed):
        proposed(world, by=world.decider)
