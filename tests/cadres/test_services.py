from datetime import date

import pytest

from cadres.models import Cadre, Post
from cadres.queries import cadres as people
from cadres.services import cadres
from core.audit.models import Entry
from tests.factories.accounts import UserFactory
from tests.factories.cadres import CadreFactory, PostFactory, ProtectionFactory
from tests.factories.units import UnitFactory
from tests.moments import EARLIER, NOW, TODAY, TOMORROW, YESTERDAY

pytestmark = pytest.mark.django_db


def test_enrol_enters_person_and_post():
    unit = UnitFactory()

    cadre = cadres.enrol(
        unit=unit,
        title="副镇长",
        from_on=EARLIER,
        by=UserFactory(),
        at=NOW,
        name="张三",
        sex="F",
        born_on=date(1985, 2, 3),
        staff_kind="CIVIL_SERVANT",
        level="SECTION_LEVEL",
    )

    assert str(cadre) == "张三"
    assert str(cadre.posts.get()) == f"{unit.name}副镇长"
    assert Entry.objects.get().act == "enrol_cadre"


def test_move_ends_the_post_held_and_begins_another():
    cadre, target = PostFactory(title="副镇长").cadre, UnitFactory()

    cadres.move(cadre, unit=target, title="科员", on=TODAY, by=UserFactory(), at=NOW)

    posts = Post.objects.order_by("pk").values_list("title", "until_on")
    assert list(posts) == [("副镇长", TODAY), ("科员", None)]
    assert Cadre.objects.get(pk=cadre.pk).unit == target
    assert people.post_title(cadre, YESTERDAY) == "副镇长"
    assert people.post_title(cadre, TODAY) == "科员"


def test_post_title_without_record_is_empty():
    assert people.post_title(CadreFactory(), TODAY) == ""


@pytest.mark.parametrize(
    ("from_on", "until_on", "answer"),
    [
        (TODAY, None, {"ILLNESS"}),
        (YESTERDAY, TODAY, {"ILLNESS"}),
        (TOMORROW, None, set()),
        (EARLIER, YESTERDAY, set()),
    ],
    ids=["open", "last day", "not yet", "over"],
)
def test_protections_on_a_day_count_both_ends(from_on, until_on, answer):
    cadre = CadreFactory()

    row = cadres.protect(
        cadre, kind="ILLNESS", from_on=from_on, until_on=until_on, by=UserFactory(), at=NOW
    )

    assert people.protections_on(cadre, TODAY) == answer
    assert str(row) == f"{cadre.name} 病假或医疗期"


def test_protections_of_another_person_do_not_count():
    ProtectionFactory()

    assert people.protections_on(CadreFactory(), TODAY) == set()


def test_head_of_a_unit_is_who_held_the_head_post_that_day():
    unit = UnitFactory()
    old = PostFactory(unit=unit, is_head=True, until_on=TODAY)
    new = PostFactory(unit=unit, is_head=True, from_on=TODAY)

    assert people.head_of(unit.pk, YESTERDAY) == old
    assert people.head_of(unit.pk, TODAY) == new
    assert people.head_of(UnitFactory().pk, TODAY) is None
