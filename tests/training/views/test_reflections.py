"""Pages of reflections: small on the phone, whole without script, silent about others."""

import gzip
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from cadres.models import Protection
from core.audit.models import Entry
from tests.factories import reflections as make
from tests.factories import training
from training.models import Reflection, ReflectionTask, ReflectionVersion
from training.queries import reflections as queries
from training.services import enrolments, reflections

NOW = training.NOW
PHONE_LIMIT, LIST_LIMIT = 40_000, 60_000  # bytes
LONG = "我在高原村修水塔，" * 500


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def task(world, training_class):
    return make.task(world, training_class)


@pytest.fixture
def place(world, training_class):
    return training.enrolled(world, training_class)


def get(client, user, name, *args, **more):
    client.force_login(user)
    return client.get(reverse(f"training:{name}", args=args), **more)


def post(client, user, name, *args, **more):
    client.force_login(user)
    data = more.pop("data", {})
    return client.post(reverse(f"training:{name}", args=args), data, **more)


def text_of(response):
    return response.content.decode()


def test_task_is_set_and_called_off_from_its_pages(client, world, training_class):
    lesson = training.session(training_class, world.manager)
    data = {
        "title": "读书分享",
        "asks": "写清问题",
        "fewest": 10,
        "most": 100,
        "due_on": "2018-06-08",
        "session": lesson.pk,
    }
    args = (client, world.manager, "reflection-set", training_class.pk)
    assert post(*args, data=data | {"month": 1}).status_code == 422
    assert post(*args, data=data).status_code == 302
    row = ReflectionTask.objects.get()
    assert "课次：理论学习" in text_of(get(client, world.manager, "reflection-task", row.pk))
    assert post(client, world.manager, "reflection-cancel", row.pk).status_code == 302
    assert post(client, world.manager, "reflection-cancel", row.pk).status_code == 409
    assert "已取消" in text_of(get(client, world.manager, "reflection-task", row.pk))


def test_text_is_kept_and_handed_in_without_script(client, task, place):
    user = place.case.subject
    assert post(client, user, "reflection-save", task.pk, data={"text": "太短"}).status_code == 302
    page = text_of(get(client, user, "reflection-write", task.pk))
    assert "草稿已保存：2 字" in page
    refused = post(client, user, "reflection-write", task.pk, data={"text": "还是短"})
    assert refused.status_code == 422
    assert "还是短</textarea>" in text_of(refused)
    assert Reflection.objects.get().draft == "太短"
    sent = post(client, user, "reflection-write", task.pk, data={"text": make.SAID})
    assert sent.status_code == 302
    page = text_of(get(client, user, "reflection-write", task.pk))
    assert "待评阅" in page
    assert "<textarea" not in page
    again = post(client, user, "reflection-write", task.pk, data={"text": make.SAID})
    assert again.status_code == 422


def test_who_left_the_class_reads_the_own_texts_and_writes_none(client, world, task, place):
    user, other = place.case.subject, make.task(world, task.training_class)
    row = make.version(task, user).reflection
    make.review(row, world.manager, verdict="RETURNED", remark="写具体些")
    reflections.keep_draft(other, text="写了一半", by=user, at=NOW)
    enrolments.withdraw(place, reason="工作调动", by=world.manager, at=NOW)

    page = text_of(get(client, user, "reflection-write", task.pk))
    assert make.SAID in page
    assert "写具体些" in page
    assert "您已退班" in page
    assert "写了一半" in text_of(get(client, user, "reflection-write", other.pk))
    assert "<form method" not in page.split("<main")[1]
    for name in ("reflection-write", "reflection-save"):
        sent = post(client, user, name, task.pk, data={"text": make.SAID})
        assert sent.status_code == 404
    nothing = make.task(world, task.training_class)
    assert get(client, user, "reflection-write", nothing.pk).status_code == 404


def test_script_gets_only_the_line_that_says_what_was_kept(client, task, place):
    user = place.case.subject
    htmx = {"HTTP_HX_REQUEST": "true", "follow": True}
    kept = post(client, user, "reflection-save", task.pk, data={"text": "写了一句"}, **htmx)
    assert "草稿已保存：4 字" in text_of(kept)
    assert "<html" not in text_of(kept)
    long = post(client, user, "reflection-save", task.pk, data={"text": "长" * 20_001}, **htmx)
    assert long.status_code == 422
    assert 'data-kept="0"' in text_of(long)
    assert "草稿已保存" not in text_of(get(client, user, "today"))


def test_saving_by_get_shows_the_form(client, task, place):
    assert "<textarea" in text_of(get(client, place.case.subject, "reflection-save", task.pk))


def test_review_returns_with_reason_and_the_person_reads_it(client, world, task, place):
    row = make.version(task, place.case.subject).reflection
    data = {"version": queries.last_of(row).version.pk, "verdict": "RETURNED", "remark": ""}
    args = (client, world.manager, "reflection", row.pk)
    assert post(*args, data=data).status_code == 422
    assert post(*args, data=data | {"remark": "写具体些"}).status_code == 302
    assert "提交评阅" not in text_of(get(*args))
    page = text_of(get(client, place.case.subject, "reflection-write", task.pk))
    assert "写具体些" in page
    assert make.SAID in page
    assert "退回修改" in text_of(get(client, place.case.subject, "today"))


def test_nobody_opens_anothers_text(client, world, training_class, task, place):
    colleague = training.enrolled(world, training_class).case.subject
    row = make.version(task, place.case.subject).reflection

    for user in (colleague, place.case.subject, world.decider, world.mentor):
        assert get(client, user, "reflection", row.pk).status_code == 404
    assert get(client, colleague, "reflection-task", task.pk).status_code == 302
    assert make.SAID not in text_of(get(client, colleague, "reflection-write", task.pk))
    assert get(client, world.manager, "reflection-write", task.pk).status_code == 404
    assert post(client, colleague, "reflection-cancel", task.pk).status_code == 404


def test_reading_a_text_leaves_an_entry_for_each_person(client, world, training_class, task, place):
    row = make.version(task, place.case.subject).reflection
    other = training.enrolled(world, training_class)
    theirs = make.version(task, other.case.subject).reflection
    get(client, world.manager, "reflection-compare", row.pk, theirs.pk)

    read = Entry.objects.filter(act="read", row_kind="training.reflection", by=world.manager)
    assert set(read.values_list("about_id", flat=True)) == {
        place.case.cadre_id,
        other.case.cadre_id,
    }


def test_hint_leads_to_both_texts_and_the_person_sees_none(client, world, training_class, task):
    one, two = (training.enrolled(world, training_class) for _n in range(2))
    row = make.version(task, one.case.subject).reflection
    theirs = make.version(task, two.case.subject).reflection
    training.posting(world, one.case)

    page = text_of(get(client, world.manager, "reflection", row.pk))
    assert "约 100% 的文字" in page
    assert reverse("training:reflection-compare", args=[row.pk, theirs.pk]) in page
    both = text_of(get(client, world.manager, "reflection-compare", row.pk, theirs.pk))
    assert both.count("<mark>") == 2
    hint = text_of(get(client, world.mentor, "reflection", row.pk))
    assert "另一篇您无权查看" in hint
    assert two.case.cadre.name not in hint
    assert get(client, world.mentor, "reflection-compare", row.pk, theirs.pk).status_code == 404
    assert "相似" not in text_of(get(client, one.case.subject, "reflection-write", task.pk))


def test_the_version_found_is_the_one_compared(client, world, training_class, task, place):
    row = make.version(task, place.case.subject).reflection
    other = training.enrolled(world, training_class).case.subject
    theirs = make.version(task, other).reflection
    make.review(theirs, world.manager, verdict="RETURNED", remark="写自己的")
    make.version(task, other, text="夏收时节在高原村收麦子，和老乡们同吃同住了半个月。")
    page = text_of(get(client, world.manager, "reflection", row.pk))
    assert "约 100% 的文字" in page

    both = text_of(get(client, world.manager, "reflection-compare", row.pk, theirs.pk))
    assert both.count("<mark>") == 2
    assert both.count("第 1 稿") == 2
    back = text_of(get(client, world.manager, "reflection-compare", theirs.pk, row.pk))
    assert "<mark>" not in back
    assert "第 2 稿" in back


def test_a_mentor_of_both_is_led_back_to_the_own_trainees(client, world, training_class, task):
    places = [training.enrolled(world, training_class) for _n in range(2)]
    for one in places:
        training.posting(world, one.case)
    row, other = (make.version(task, one.case.subject).reflection for one in places)
    page = text_of(get(client, world.mentor, "reflection-compare", row.pk, other.pk))

    assert reverse("training:my-trainees") in page
    assert reverse("training:reflection", args=[row.pk]) in page
    assert reverse("training:reflection-list", args=[task.training_class_id]) not in page


def test_desk_says_who_has_not_handed_in_and_asks_nothing_of_who_stands_still(
    client, world, training_class, task, place, clock
):
    late = training.enrolled(world, training_class)
    Protection.objects.create(cadre=place.case.cadre, kind="ILLNESS", from_on=NOW.date())
    clock.move_to(NOW + timedelta(days=6))
    page = text_of(get(client, world.manager, "reflection-task", task.pk))

    assert page.count("逾期未交") == 1
    assert "中止、暂停或保护期内不催交" in page
    make.version(task, late.case.subject, at=NOW + timedelta(days=6))
    page = text_of(get(client, world.manager, "reflection-task", task.pk))
    assert "逾期未交" not in page
    assert "迟交" in page


def test_list_shows_figures_to_the_desk_and_the_own_state_to_a_trainee(
    client, world, training_class, task, place
):
    make.version(task, place.case.subject)
    assert "布置心得" in text_of(get(client, world.manager, "reflection-list", training_class.pk))
    own = text_of(get(client, place.case.subject, "reflection-list", training_class.pk))
    assert "待评阅" in own
    assert "已交" not in own
    outside = text_of(get(client, world.decider, "reflection-list", training_class.pk))
    assert task.title not in outside
    assert "只有班主任" in outside


def test_mentor_finds_what_waits_on_the_phone(client, world, task, place):
    training.posting(world, place.case)
    make.version(task, place.case.subject)

    assert task.title in text_of(get(client, world.mentor, "my-trainees"))
    row = Reflection.objects.get()
    page = text_of(get(client, world.mentor, "reflection", row.pk))
    assert reverse("training:my-trainees") in page
    assert reverse("training:reflection-list", args=[task.training_class_id]) not in page


def test_phone_page_with_five_long_versions_is_small(client, world, training_class):
    task = make.task(world, training_class, most=5000)
    user = training.enrolled(world, training_class).case.subject
    for n in range(5):
        row = make.version(task, user, text=LONG + str(n)).reflection
        make.review(row, world.manager, verdict="RETURNED", remark="再改")
    page = get(client, user, "reflection-write", task.pk)

    assert len(gzip.compress(page.content)) < PHONE_LIMIT


def test_desk_costs_the_same_for_10_and_40(
    client, world, training_class, django_assert_max_num_queries
):
    task = make.task(world, training_class)
    first = make.version(task, training.enrolled(world, training_class).case.subject)
    for _n in range(9):
        training.enrolled(world, training_class)
    client.force_login(world.manager)
    url = reverse("training:reflection-task", args=[task.pk])
    client.get(url)
    with django_assert_max_num_queries(12) as few:
        client.get(url)
    for _n in range(30):
        training.enrolled(world, training_class)
    with django_assert_max_num_queries(12) as many:
        page = client.get(url)

    assert len(many) == len(few)
    assert len(page.content) < LIST_LIMIT
    assert ReflectionVersion.objects.get() == first
