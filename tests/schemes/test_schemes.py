"""Acts on schemes and versions, and what the database itself refuses."""

from datetime import date

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from accounts.enums import Role
from core.errors import NotAllowed, RegulationBroken, StateConflict
from schemes.enums import Metric, Provenance
from schemes.models import Clause, Correspondence, GroundSet, Scheme, SchemeVersion
from schemes.queries import diffs, parameters, places, versions
from schemes.services import clauses, filling, schemes
from schemes.services.grounds import import_grounds
from tests.factories.accounts import UserFactory, holder
from tests.factories.schemes import (
    BASIS,
    GroundFactory,
    approved,
    approved_version,
    draft_version,
    next_version,
    write,
)
from tests.factories.units import CountyFactory, PrefectureFactory, UnitFactory
from tests.moments import LAUNCHED_AT, NOW, TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def county():
    return CountyFactory(parent=PrefectureFactory())


@pytest.fixture
def draft(county):
    return draft_version(county)


def test_make_from_a_preset_drafts_every_clause_with_what_the_product_knows(county):
    import_grounds()
    admin = holder(Role.COUNTY_ADMIN, county)

    scheme = schemes.make(county, title="办法", preset="shiquan_2019_22", by=admin, at=LAUNCHED_AT)

    version = scheme.versions.get()
    assert (version.number, version.state, version.clauses.count()) == (1, "DRAFT", 22)
    assert version.parameters["cycles"] == 3
    teachers = version.clauses.get(ground__code="SQ22-21")
    assert teachers.staff_kinds == ["INSTITUTION", "INST_TECHNICAL"]
    assert all(row.text and row.evidence for row in version.clauses.all())
    assert version.correspondences.filter(other__code="SQ13-01", ground__code="SQ22-01").exists()
    assert str(scheme) == "办法"
    assert str(version.correspondences.first()).count("→") == 1


def test_make_from_a_list_for_leaders_says_so_and_takes_triggers(county):
    import_grounds()
    admin = holder(Role.COUNTY_ADMIN, county)
    given = {"by": admin, "at": LAUNCHED_AT}

    leaders = schemes.make(county, title="一", preset="dezhou_2020", **given).versions.get()
    xingren = schemes.make(county, title="二", preset="xingren_2014_12", **given).versions.get()

    assert set(leaders.clauses.values_list("applies_to", flat=True)) == {"LEADING"}
    assert xingren.clauses.get(ground__code="XR12-06").trigger_label.endswith("≥ 0.3")


def test_either_condition_of_a_list_fills_a_clause():
    """The law's own list ships for the gate of outcomes and not as a scheme; its number is read."""
    given = {"title": "辞退情形", "title_en": "", "jurisdiction": "全国", "year": 2018}
    held = GroundSet.objects.create(code="csl_88", **given)
    GroundFactory(code="CSL88-5", set=held)

    (row,) = filling.of_list("csl_88")

    clause = Clause(**row)
    assert clause.trigger_label == "连续无故缺勤工作日数 > 15，或者无故缺勤工作日数 > 30"


def test_every_number_of_the_lists_names_a_metric_that_is_read():
    told = [one for fields in filling.triggers().values() for one in fields.items()]

    names = {value for key, value in told if key.endswith("metric")}

    assert names <= set(Metric.values)
    assert {Metric.RANK, Metric.RUNNING} <= names


def test_make_by_somebody_else_is_refused(county):
    with pytest.raises(NotAllowed):
        schemes.make(county, title="办法", by=UserFactory(), at=LAUNCHED_AT)

    assert not Scheme.objects.exists()


def test_make_under_a_prefectures_scheme_inherits_clauses_and_parameters(county):
    above = approved(draft_version(county.parent, title="州办法"))
    admin = holder(Role.COUNTY_ADMIN, county)

    scheme = schemes.make(county, title="县办法", parent=above.scheme, by=admin, at=NOW)

    version = scheme.versions.get()
    assert (version.above, version.clauses.get().ground) == (above, above.clauses.get().ground)
    assert version.parameters == above.parameters
    assert diffs.compare(above, version).is_empty


def test_approve_by_the_drafter_is_refused_by_rule_and_by_the_database(draft):
    row = schemes.submit(draft, by=draft.drafted_by, at=NOW)

    with pytest.raises(NotAllowed, match="只有本级管理员"):
        schemes.approve(row, by=UserFactory(), at=NOW)
    with pytest.raises(NotAllowed, match="另一名管理员"):
        schemes.approve(row, by=draft.drafted_by, at=NOW)
    with pytest.raises(IntegrityError, match="approved_by_another"), transaction.atomic():
        SchemeVersion.objects.filter(pk=row.pk).update(
            approved_by=draft.drafted_by, approved_at=NOW
        )


def test_approve_by_the_last_hand_is_refused(draft):
    second = holder(Role.COUNTY_ADMIN, draft.scheme.county)
    schemes.put_basis(draft, by=second, at=NOW, **BASIS)
    row = schemes.submit(draft, by=draft.drafted_by, at=NOW)

    with pytest.raises(NotAllowed):
        schemes.approve(row, by=second, at=NOW)


def test_send_back_lets_the_drafter_go_on(draft):
    row = schemes.submit(draft, by=draft.drafted_by, at=NOW)

    row = schemes.send_back(row, by=draft.drafted_by, at=NOW, opinion="请补文号")

    assert row.state == "DRAFT"
    assert row.steps.order_by("-pk").first().opinion == "请补文号"
    assert schemes.put_basis(row, by=draft.drafted_by, at=NOW, **BASIS).edited_by


def test_submit_with_a_gap_names_it_and_twice_is_a_conflict(draft):
    schemes.put_basis(draft, by=draft.drafted_by, at=NOW, **BASIS | {"legal_basis": " "})
    with pytest.raises(RegulationBroken, match="SC-05"):
        schemes.submit(draft, by=draft.drafted_by, at=NOW)

    schemes.put_basis(draft, by=draft.drafted_by, at=NOW, **BASIS)
    schemes.submit(draft, by=draft.drafted_by, at=NOW)
    with pytest.raises(StateConflict):
        schemes.submit(draft, by=draft.drafted_by, at=NOW)


def test_an_approved_version_takes_no_change_not_even_from_the_database(county):
    version = approved_version(county)
    clause = version.clauses.get()

    with pytest.raises(StateConflict, match="不能修改"):
        write(version, clause=clause, title="改名")
    for change in (
        lambda: SchemeVersion.objects.filter(pk=version.pk).update(legal_basis="改"),
        lambda: SchemeVersion.objects.filter(pk=version.pk).update(parameters={}),
        lambda: Clause.objects.filter(pk=clause.pk).update(title="改"),
        lambda: Clause.objects.filter(pk=clause.pk).delete(),
        lambda: Correspondence.objects.create(
            version=version, other=GroundFactory(code="X-1"), ground=clause.ground
        ),
        lambda: SchemeVersion.objects.filter(pk=version.pk).delete(),
    ):
        with pytest.raises(DatabaseError, match=r"Cannot|stay as they are"), transaction.atomic():
            change()


def test_use_locks_the_approval_for_good(county):
    version = approved_version(county)
    admin = holder(Role.COUNTY_ADMIN, county)

    used = schemes.use(version, county, on=TODAY, by=admin, at=NOW)
    again = schemes.use(version, county, on=TODAY, by=admin, at=LAUNCHED_AT)

    assert (used.used_by, again.used_at) == (admin, NOW)
    with pytest.raises(DatabaseError, match="Cannot"), transaction.atomic():
        SchemeVersion.objects.filter(pk=version.pk).update(state="SUBMITTED")


def test_begin_copies_the_last_version_and_only_one_draft_stands(county):
    first = approved_version(county)

    second = next_version(first)

    assert (second.number, second.clauses.get().ground) == (2, first.clauses.get().ground)
    assert versions.previous(second) == first
    assert versions.previous(first) is None
    with pytest.raises(RegulationBroken, match="SC-16"):
        schemes.begin(first.scheme, by=first.drafted_by, at=NOW)


def test_begin_brings_in_what_the_scheme_above_has_gained(county):
    above = approved(draft_version(county.parent, title="州办法"))
    admin = holder(Role.COUNTY_ADMIN, county)
    scheme = schemes.make(county, title="县办法", parent=above.scheme, by=admin, at=NOW)
    own = schemes.put_basis(scheme.versions.get(), by=admin, at=NOW, **BASIS)
    approved(own)
    newer = next_version(above, from_on=date(2018, 5, 9))
    write(newer)
    approved(newer)

    second = schemes.begin(scheme, by=admin, at=NOW)

    assert (second.above.number, second.clauses.count()) == (2, 2)


def test_begin_from_another_list_pairs_the_old_items_with_the_new(county):
    import_grounds()
    admin = holder(Role.COUNTY_ADMIN, county)
    scheme = schemes.make(county, title="办法", preset="shiquan_2018_13", by=admin, at=LAUNCHED_AT)
    first = approved(schemes.put_basis(scheme.versions.get(), by=admin, at=LAUNCHED_AT, **BASIS))

    second = schemes.begin(scheme, preset="shiquan_2019_22", by=admin, at=NOW)
    diff = diffs.compare(first, second)

    assert (len(diff.added), len(diff.gone), diff.same) == (22, 13, 0)
    assert all(alike for _clause, alike in diff.gone)
    assert {change.label for change in diff.parameters} >= {"循环轮数"}


def test_write_marks_changed_text_as_the_schemes_own(draft):
    clause = draft.clauses.get()

    before = write(draft, clause=clause, evidence="考勤表").provenance
    changed = write(draft, clause=clause, title="工作长期不在状态")

    assert (before, changed.provenance) == (Provenance.PUBLISHED, Provenance.OWN)
    assert str(changed).endswith("工作长期不在状态")
    assert changed.label == "工作长期不在状态"


def test_write_adds_a_clause_about_a_ground_of_the_schemes_own_list(draft):
    first, second = write(draft), write(draft, title="上班炒股")

    assert [first.ground.code, second.ground.code] == [
        f"B{draft.scheme_id}-01",
        f"B{draft.scheme_id}-02",
    ]
    assert (second.position, second.provenance) == (3, Provenance.OWN)
    assert first.ground.set.jurisdiction == draft.scheme.owner


def test_drop_keeps_the_row_with_its_reason_and_restore_takes_it_back(draft):
    clause, by = draft.clauses.get(), draft.drafted_by

    dropped = clauses.drop(draft, clause=clause, reason="与州的另一项重复，合并。", by=by, at=NOW)
    assert (dropped.is_dropped, draft.clauses.standing().count()) == (True, 0)

    restored = clauses.restore(draft, clause=clause, by=by, at=NOW)
    assert (restored.is_dropped, restored.reason) == (False, "")


def test_a_clause_of_another_version_is_refused(draft):
    other = draft_version(draft.scheme.county, title="另一办法", by=draft.drafted_by)

    with pytest.raises(NotAllowed):
        clauses.restore(draft, clause=other.clauses.get(), by=draft.drafted_by, at=NOW)


def test_correspond_says_anew_which_items_a_clause_reads(draft):
    clause, by = draft.clauses.get(), draft.drafted_by
    one, two = GroundFactory(code="X-1"), GroundFactory(code="X-2")

    clauses.correspond(draft, clause=clause, others=[one, clause.ground], by=by, at=NOW)
    clauses.correspond(draft, clause=clause, others=[one, two], by=by, at=NOW)
    held = draft.correspondences.order_by("other__code").values_list("other__code", flat=True)
    assert list(held) == ["X-1", "X-2"]

    clauses.correspond(draft, clause=clause, others=[], by=by, at=NOW)
    assert not draft.correspondences.exists()


def test_the_next_version_keeps_the_correspondence_that_people_made(county):
    import_grounds()
    admin = holder(Role.COUNTY_ADMIN, county)
    scheme = schemes.make(county, title="办法", preset="shiquan_2018_13", by=admin, at=LAUNCHED_AT)
    version = schemes.put_basis(scheme.versions.get(), by=admin, at=LAUNCHED_AT, **BASIS)
    clause = version.clauses.get(ground__code="SQ13-01")
    clauses.correspond(version, clause=clause, others=[], by=admin, at=LAUNCHED_AT)
    before = approved(version).correspondences.count()

    second = schemes.begin(scheme, by=admin, at=NOW)

    assert second.correspondences.count() == before
    assert not second.correspondences.filter(ground__code="SQ13-01").exists()


def test_in_force_goes_by_the_day_and_up_to_the_scheme_above(county):
    above = approved(draft_version(county.parent, title="州办法"))
    admin = holder(Role.COUNTY_ADMIN, county)
    scheme = schemes.make(county, title="县办法", parent=above.scheme, by=admin, at=NOW)
    basis = BASIS | {"from_on": date(2018, 6, 1), "sunset_on": date(2019, 5, 31)}
    own = approved(schemes.put_basis(scheme.versions.get(), by=admin, at=NOW, **basis))

    days = [date(2017, 1, 1), date(2018, 3, 1), date(2018, 7, 1), date(2019, 6, 1)]

    assert [versions.in_force(scheme, day) for day in days] == [None, above, own, above]
    assert [own.is_in_force(day) for day in days] == [False, False, True, False]


def test_diff_names_every_change_of_a_clause_and_every_dropped_one(county):
    first = draft_version(county)
    write(first)
    approved(first)
    second = next_version(first)
    kept, gone = second.clauses.order_by("position")
    write(second, clause=kept, applies_to="LEADING", metric="points", op="<=", value=3)
    clauses.drop(
        second, clause=gone, reason="改由考勤办法规定，不重复。", by=second.drafted_by, at=NOW
    )
    by = second.drafted_by
    given = second.parameters | {"reply_days": 7, "quota_on": True, "quota_basis": "常委会"}
    schemes.put_parameters(second, by=by, at=NOW, **given)

    diff = diffs.compare(first, SchemeVersion.objects.get(pk=second.pk))

    assert [(c.label, c.before, c.after) for c in diff.changed[0][1]] == [
        ("适用人员", "全体干部", "仅领导干部"),
        ("触发条件", "无", "积分 ≤ 3"),
    ]
    assert [row.reason for row in diff.dropped] == ["改由考勤办法规定，不重复。"]
    assert [c.label for c in diff.parameters] == ["本人申辩", "设名额", "批准会议和文号"]


@pytest.mark.parametrize(("size", "asked"), [(1, 1), (35, 1), (36, 2), (69, 2), (70, 3), (400, 3)])
def test_quota_bounds_are_inclusive(size, asked):
    on = parameters.whole({"quota_on": True, "quota_basis": "州委常委会〔2014〕9号"})

    assert parameters.quota(on, size) == asked
    assert parameters.quota(parameters.whole({}), size) == 0
    assert "35人以下（含）" in parameters.quota_sentence(on)
    assert "零报告" in parameters.quota_sentence(parameters.whole({}))


def test_said_speaks_of_values_as_people_do():
    by = parameters.BY_KEY

    said = [
        parameters.said(by[key], value)
        for key, value in (("quota_on", True), ("pay_on", False), ("exposure", "UNIT"))
    ]

    assert [*said, parameters.said(by["head_rule"], ""), parameters.said(by["cycles"], 3)] == [
        "是",
        "否",
        "限本单位内通知",
        "未规定",
        "3 轮",
    ]


def test_administered_is_the_highest_division_of_a_user(county):
    prefecture = holder(Role.COUNTY_ADMIN, county.parent)

    assert places.administered(prefecture) == county.parent
    assert places.administered(holder(Role.COUNTY_ADMIN, county)) == county
    assert places.administered(UserFactory()) is None


def test_used_scheme_of_a_unit_is_read_in_every_unit_of_its_county(county):
    bureau, school = UnitFactory(county=county), UnitFactory(county=county)
    row = approved(draft_version(county, title="教体系统办法", unit=bureau))
    clerk = holder(Role.UNIT_CLERK, school)
    foreign = holder(Role.UNIT_CLERK, UnitFactory(county=CountyFactory(parent=county.parent)))

    def seen(user):
        return SchemeVersion.objects.visible_to(user).filter(pk=row.pk).exists()

    before = seen(clerk)
    schemes.use(row, county, on=TODAY, by=holder(Role.COUNTY_ADMIN, county), at=NOW)

    assert (before, seen(clerk), seen(foreign)) == (False, True, False)


def test_scheme_is_read_below_and_a_draft_only_where_it_is_made(county):
    above = approved(draft_version(county.parent, title="州办法"))
    own = draft_version(county)
    unit = UnitFactory(county=county)
    other = draft_version(county, title="局办法", unit=unit)
    clerk, admin = holder(Role.UNIT_CLERK, unit), holder(Role.COUNTY_ADMIN, county)
    stranger = holder(Role.COUNTY_ADMIN, CountyFactory())

    def seen(user):
        return set(SchemeVersion.objects.visible_to(user).values_list("pk", flat=True))

    assert seen(clerk) == {above.pk}
    assert seen(admin) == {above.pk, own.pk, other.pk}
    assert seen(stranger) == set()
    assert Scheme.objects.visible_to(clerk).count() == 3
    assert Clause.objects.visible_to(clerk).get().version == above
    assert other.scheme.owner == unit.name
