"""Passages shared by two texts: found from fifteen signs on, of other people of the county only."""

import random
import time

import pytest

from tests.factories import reflections as make
from tests.factories import training
from training.models import Reflection, ReflectionTask, ReflectionVersion
from training.queries import similarity

SIGNS = [chr(code) for code in range(0x4E00, 0x4E00 + 2_000)]
COMMON = "水塔建好以后没有人管护，水质一直不好，群众意见很大"
ONE = "我到高原村的第一周就发现，" + COMMON + "，我带着村干部挨户看了一遍。"
TWO = "带教人让我先跑一圈再说话。" + COMMON + "，这件事要有人长期管。"


def write(world, training_class, text, **fields):
    row = make.task(world, training_class, **fields)
    trainee = training.enrolled(world, training_class).case.subject
    return make.version(row, trainee, text=text)


def near(version):
    return similarity.near(ReflectionVersion.objects.get(pk=version.pk))


def test_shared_passage_is_found_both_ways(world, training_class):
    one, two = (write(world, training_class, text) for text in (ONE, TWO))

    assert [n.version_id for n in near(one)] == [two.pk]
    assert [n.version_id for n in near(two)] == [one.pk]
    assert 30 <= near(one)[0].percent <= 90


def test_other_county_and_own_texts_are_no_match(world, training_class):
    one = write(world, training_class, ONE)
    far = training.world()
    write(far, training.planned_class(far), ONE)
    again = make.task(world, training_class)
    make.version(again, one.handed_in_by, text=ONE)

    assert near(one) == []


def test_what_the_task_says_itself_counts_as_nobodys(world, training_class):
    one = write(world, training_class, ONE, asks=COMMON)
    write(world, training_class, TWO, asks=COMMON)

    assert near(one) == []


def test_nearest_version_of_each_person_at_most_three(world, training_class):
    one = write(world, training_class, ONE)
    others = [write(world, training_class, ONE + "我" * n) for n in range(4)]

    found = near(one)
    assert len(found) == similarity.SHOWN
    assert {n.reflection_id for n in found} <= {row.reflection_id for row in others}


def test_short_text_has_no_numbers_and_no_match(world, training_class):
    row = write(world, training_class, "好" * 3, fewest=1)

    assert row.shingles == []
    assert near(row) == []


@pytest.mark.parametrize("cut", range(6))
def test_fifteen_signs_on_end_are_sure_to_share_a_number(cut):
    shared = COMMON.replace("，", "")[:15]
    one = similarity.numbers_of("甲" * cut + shared + "乙" * 20)
    two = similarity.numbers_of("丙" * 17 + shared + "丁" * cut)

    assert set(one) & set(two)


def test_parts_mark_what_both_have_and_lose_nothing():
    told = similarity.parts(ONE, TWO)

    assert "".join(part.text for part in told) == ONE
    assert [part.text for part in told if part.is_shared] == [COMMON]


def test_parts_leave_short_matches_and_see_through_punctuation():
    assert [p.is_shared for p in similarity.parts("水质一直不好，怎么办", COMMON)] == [False]
    spaced = COMMON.replace("，", "　")
    assert [p.is_shared for p in similarity.parts(spaced, COMMON)] == [True]
    assert similarity.parts("", COMMON) == []


def thousand(world, training_class, made):
    """Keep 1,000 texts of 1,500 signs by one person; every tenth holds a passage of `made`."""
    other = training.enrolled(world, training_class)
    first = make.task(world, training_class)
    facts = {name: getattr(first, name) for name in ("asks", "fewest", "most", "due_on", "set_at")}
    chance = random.Random(7)
    tasks = ReflectionTask.objects.bulk_create(
        ReflectionTask(
            training_class=training_class, set_by=world.manager, title=f"第{n}题", **facts
        )
        for n in range(1_000)
    )
    papers = Reflection.objects.bulk_create(
        Reflection(task=task, enrolment=other, saved_at=training.NOW) for task in tasks
    )
    texts = ["".join(chance.choices(SIGNS, k=1_500)) for _n in papers]
    texts[::10] = [text[:1_200] + made[300:600] for text in texts[::10]]
    ReflectionVersion.objects.bulk_create(
        ReflectionVersion(
            reflection=paper,
            number=1,
            text=text,
            count=1_500,
            shingles=similarity.numbers_of(text),
            is_late=False,
            handed_in_by=other.case.subject,
            handed_in_at=training.NOW,
        )
        for paper, text in zip(papers, texts, strict=True)
    )


def test_a_thousand_texts_are_searched_in_one_query_and_under_a_second(
    world, training_class, django_assert_num_queries
):
    made = "".join(random.Random(8).choices(SIGNS, k=1_500))
    thousand(world, training_class, made)
    row = ReflectionVersion.objects.get(
        pk=write(world, training_class, made, most=2_000, asks="写").pk
    )
    row.reflection.enrolment.training_class, row.reflection.enrolment.case  # noqa: B018  (joins)

    start = time.perf_counter()
    with django_assert_num_queries(1):
        found = similarity.near(row)
    took = time.perf_counter() - start

    assert len(found) == similarity.SHOWN
    assert all(15 <= one.percent <= 25 for one in found)
    assert took < 1, f"{took * 1000:.0f} ms"
