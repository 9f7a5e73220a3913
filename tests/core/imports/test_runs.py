"""From upload to effect and back: dry run, diff, apply all or nothing, undo."""

from datetime import date, timedelta

import pytest

from cadres.models import Cadre, Post
from core.audit import checking, sealing
from core.audit.models import Entry
from core.errors import NotAllowed, StateConflict
from core.imports import runs, storage
from core.imports.models import ImportRow, ImportRun
from core.imports.tasks import sweep_out
from tests.core.imports.files import grid, person, workbook
from tests.factories.accounts import UserFactory
from tests.factories.cadres import CadreFactory, PostFactory
from tests.factories.imports import applied, checked, undone, work
from tests.factories.units import CountyFactory, UnitFactory
from tests.moments import NOW
from units.models import UnitAct

pytestmark = pytest.mark.django_db


def counts(run):
    return run.new_count, run.change_count, run.same_count, run.bad_count


def errors(run):
    rows = run.rows.filter(action="BAD").order_by("number")
    return {(row.number, error["letter"]): error["text"] for row in rows for error in row.errors}


@pytest.fixture
def held(unit):
    return PostFactory(
        cadre=CadreFactory(unit=unit, name="王小明", user=None, born_on="1980-01-05"),
        title="科员",
        from_on="2015-03-01",
    ).cadre


def test_check_tells_new_changed_and_same_apart_and_writes_nothing(county, unit, admin, held):
    again = PostFactory(
        cadre=CadreFactory(unit=unit, name="李四", user=None, born_on="1980-01-05"),
        from_on="2015-03-01",
    ).cadre
    lines = [
        person("张三", "城关镇"),
        person("王小明", "城关镇", 职务="副主任"),
        person("李四", "城关镇"),
        [],
    ]

    run = checked(county, workbook(lines), by=admin)

    assert (run.state, counts(run)) == ("READY", (1, 1, 1, 0))
    changed = run.rows.get(action="CHANGE")
    assert (changed.target_id, changed.before) == (held.pk, {"title": "科员"})
    assert run.rows.get(action="SAME").target_id == again.pk
    assert Cadre.objects.count() == 2


def test_apply_writes_people_posts_and_one_entry_for_each(county, unit, admin, held):
    lines = [person("张三", "城关镇"), person("王小明", "城关镇", 职务="副主任")]

    run = applied(checked(county, workbook(lines), by=admin), by=admin)

    assert (run.state, run.applied_by) == ("APPLIED", admin)
    new = Cadre.objects.get(name="张三")
    assert (new.unit, new.posts.get().title) == (unit, "科员")
    assert Post.objects.get(cadre=held).title == "副主任"
    told = Entry.objects.filter(act__startswith="import_").order_by("pk")
    assert [(e.act, e.row_id, e.detail) for e in told] == [
        ("import_new", new.pk, {"run": run.pk, "row": 2}),
        ("import_change", held.pk, {"run": run.pk, "row": 3, "fields": ["title"]}),
    ]
    assert [entry.about_id for entry in told] == [new.pk, held.pk]
    sealing.seal_all(at=NOW)
    assert checking.first_break() is None


def test_one_bad_cell_stops_the_whole_file_and_is_named(county, unit, admin):
    lines = [
        person("张三", "城关镇"),
        person("李四", "别县镇", 出生日期="1980-13-05", 性别="不详"),
    ]

    run = checked(county, workbook(lines), by=admin)

    assert (run.state, counts(run)) == ("FAULTY", (1, 0, 0, 1))
    assert errors(run) == {
        (3, "B"): "没有这一天",
        (3, "C"): "本县没有这个单位，请先导入单位或改为全称",
        (3, "D"): "应是：男、女、男性、女性",
    }
    with pytest.raises(StateConflict):
        runs.request_apply(run, by=admin, at=NOW)


def test_unit_of_another_county_is_as_unknown_as_no_unit(county, unit, admin):
    UnitFactory(county=CountyFactory(), name="邻县镇")
    lines = [person("张三", "邻县镇"), person("李四", "没有的镇")]

    run = checked(county, workbook(lines), by=admin)

    assert len(set(errors(run).values())) == 1


def test_person_of_another_county_is_not_matched(county, unit, admin):
    CadreFactory(name="张三", born_on="1980-01-05")

    run = checked(county, workbook([person("张三", "城关镇")]), by=admin)

    assert counts(run) == (1, 0, 0, 0)


def test_two_people_who_fit_stop_the_row(county, unit, admin):
    for day in ("1980-01-05", "1980-01-20"):
        CadreFactory(unit=unit, name="张三", born_on=day)

    run = checked(county, workbook([person("张三", "城关镇")]), by=admin)

    assert errors(run) == {(2, "A"): "同名同出生年月的有多人，请填身份证号或先查重"}


def test_same_person_twice_in_a_file_stops_both_rows(county, unit, admin):
    lines = [person("张三", "城关镇"), person("李四", "城关镇"), person("张三", "城关镇")]

    run = checked(county, workbook(lines), by=admin)

    assert errors(run) == {(2, ""): "与第 4 行指同一对象", (4, ""): "与第 2 行指同一对象"}


def test_new_person_without_a_needed_field_is_refused(county, unit, admin):
    header, lines = ["姓名", "出生日期", "单位"], [["张三", "1980-01-05", "城关镇"]]

    run = checked(county, workbook(lines, header=header), by=admin)

    assert set(errors(run).values()) == {"新增人员必须填写"}


def test_blank_cell_and_missing_column_leave_the_field_alone(county, unit, admin, held):
    header = ["姓名", "出生日期", "单位", "职务"]

    run = checked(county, workbook([["王小明", "1980-01-05", "", "主任"]], header=header), by=admin)
    applied(run, by=admin)

    held.refresh_from_db()
    assert (held.unit, held.sex, held.posts.get().title) == (unit, "M", "主任")


def test_undo_takes_all_back(county, unit, admin, held):
    lines = [person("张三", "城关镇"), person("王小明", "城关镇", 职务="副主任")]
    run = applied(checked(county, workbook(lines), by=admin), by=admin)

    run = undone(run, by=admin, at=NOW + timedelta(hours=23))

    assert run.state == "UNDONE"
    assert list(Cadre.objects.values_list("name", flat=True)) == ["王小明"]
    assert Post.objects.get().title == "科员"
    sealing.seal_all(at=NOW)
    assert checking.first_break() is None


def test_undo_after_a_day_is_refused(county, unit, admin):
    run = applied(checked(county, workbook([person("张三", "城关镇")]), by=admin), by=admin)

    with pytest.raises(StateConflict, match="24 小时"):
        runs.request_undo(run, by=admin, at=NOW + timedelta(hours=24, seconds=1))


def test_undo_names_rows_changed_or_used_since_and_undoes_nothing(county, unit, admin, held):
    lines = [
        person("张三", "城关镇"),
        person("李四", "城关镇"),
        person("王小明", "城关镇", 职务="副主任"),
    ]
    run = applied(checked(county, workbook(lines), by=admin), by=admin)
    Cadre.objects.filter(name="张三").update(level="SECTION_LEVEL")
    Cadre.objects.get(name="李四").protections.create(kind="ILLNESS", from_on="2018-01-01")

    run = undone(run, by=admin)

    assert (run.state, run.undone_at) == ("APPLIED", None)
    assert run.reason == "不能撤销：第 2、3 行的数据在导入后又有改动或已被使用。"
    assert Post.objects.get(cadre=held).title == "副主任"
    assert Cadre.objects.count() == 3


def test_apply_after_a_target_changed_writes_nothing_and_asks_to_check_again(
    county, unit, admin, held
):
    lines = [person("张三", "城关镇"), person("王小明", "城关镇", 职务="副主任")]
    run = checked(county, workbook(lines), by=admin)
    held.posts.update(title="主任")

    run = applied(run, by=admin)

    assert (run.state, run.applied_at) == ("FAULTY", None)
    assert "第 3 行" in run.reason
    assert Cadre.objects.count() == 1
    run = runs.recheck(run, by=admin, at=NOW)
    work()
    assert applied(ImportRun.objects.get(pk=run.pk), by=admin).state == "APPLIED"


def test_same_contents_sent_twice_have_one_effect(county, unit, admin):
    lines = [person("张三", "城关镇")]
    first = checked(county, workbook(lines), by=admin)
    second = checked(county, grid(lines), pasted=True, by=admin)

    applied(first, by=admin)
    second = applied(second, by=admin)

    assert second.state == "DROPPED"
    assert second.reason == f"同样的内容已由第 {first.pk} 批写入，没有重复写入。"
    assert Cadre.objects.count() == 1


def test_start_by_somebody_else_is_refused(county):
    with pytest.raises(NotAllowed):
        runs.start(county, kind="people", content=b"x", pasted=True, by=UserFactory(), at=NOW)


def test_runs_are_seen_by_their_county_only(county, unit, admin):
    checked(county, workbook([person("张三", "城关镇")]), by=admin)

    assert ImportRun.objects.visible_to(admin).count() == 1
    assert ImportRun.objects.visible_to(UserFactory()).count() == 0


def test_file_and_rows_go_when_the_undo_time_is_over(
    county, unit, admin, django_capture_on_commit_callbacks
):
    run = applied(checked(county, workbook([person("张三", "城关镇")]), by=admin), by=admin)

    sweep_out(NOW + timedelta(hours=23))
    assert storage.path_of(run.path).exists()
    with django_capture_on_commit_callbacks(execute=True):
        sweep_out(NOW + timedelta(hours=25))

    assert not storage.path_of(run.path).exists()
    assert ImportRow.objects.count() == 0
    run.refresh_from_db()
    assert run.purged_at == NOW + timedelta(hours=25)


def test_units_are_entered_and_changed_by_name(county, unit, admin):
    lines = [["县水利局", "政府部门", "2001.03"], ["城关镇", "事业单位", ""]]
    content = grid(lines, ["单位全称", "性质", "成立时间"])

    run = applied(checked(county, content, kind="units", pasted=True, by=admin), by=admin)

    assert (run.state, counts(run)) == ("APPLIED", (1, 1, 0, 0))
    assert set(county.units.values_list("name", "kind", "from_on")) == {
        ("县水利局", "GOVERNMENT", date(2001, 3, 1)),
        ("城关镇", "INSTITUTION", unit.from_on),
    }


def test_units_of_a_run_go_again_unless_something_rests_on_them(county, unit, admin):
    header = ["单位全称", "性质"]
    used = grid([["县水利局", "政府部门"]], header)
    free = grid([["县林业局", "政府部门"], ["城关镇", "事业单位"]], header)
    kept, gone = (
        applied(checked(county, content, kind="units", pasted=True, by=admin), by=admin)
        for content in (used, free)
    )
    CadreFactory(unit=county.units.get(name="县水利局"))

    kept, gone = undone(kept, by=admin), undone(gone, by=admin)

    assert (kept.state, kept.undone_at) == ("APPLIED", None)
    assert kept.reason == "不能撤销：第 2 行的数据在导入后又有改动或已被使用。"
    assert gone.state == "UNDONE"
    assert set(county.units.values_list("name", "kind")) == {
        ("县水利局", "GOVERNMENT"),
        ("城关镇", "TOWN"),
    }
    assert set(UnitAct.objects.values_list("after", flat=True)) == {"县水利局"}
