"""A posting that stands still, goes on, grows longer or moves: person and mentor hear of it."""

from datetime import timedelta

import pytest

from core.notify import reading
from core.notify.models import Message
from tests.factories import practice
from tests.factories import training as make
from training.models import PracticePosting
from training.services import posting_changes as changes

NOW = make.NOW.replace(month=8, day=1)
KIND = "posting_changed"


@pytest.fixture
def posting(world, training_class):
    place = practice.place(world, name="饶峰镇大湾村")
    return make.posting(
        world, make.enrolled(world, training_class).case, host_place=place, months=2
    )


def fresh(posting):
    return PracticePosting.objects.get(pk=posting.pk)


def told():
    return sorted(Message.objects.filter(kind=KIND).values_list("recipient", flat=True))


def text(user):
    rows = Message.objects.filter(recipient=user, kind=KIND)
    return {line.text for line in reading.lines(rows, user=user)}


def pause(world, posting, at=NOW):
    told = {"kind": "CARE", "note": "母亲住院", "from_on": at.date(), "by": world.manager}
    return changes.pause(fresh(posting), **told, at=at)


def test_a_pause_and_its_end_are_told_each_to_person_and_mentor(world, posting):
    person, name = posting.case.subject, posting.case.cadre.name
    pause(world, posting)

    assert told() == sorted([person.pk, world.mentor.pk])
    assert text(person) == text(world.mentor) == {f"{name}　实践锻炼暂停计时，恢复后末日顺延"}
    later = NOW + timedelta(days=5)
    changes.resume(fresh(posting), on=later.date(), by=world.manager, at=later)

    assert len(told()) == 4
    assert text(person) == {f"{name}　实践锻炼有变动，现在饶峰镇大湾村，到2018年9月5日"}


def test_a_longer_posting_is_told(world, posting):
    until = fresh(posting).until_on + timedelta(days=20)

    changes.extend(fresh(posting), until_on=until, reason="水塔还没修完", by=world.manager, at=NOW)

    assert told() == sorted([posting.case.subject_id, world.mentor.pk])
    assert "到2018年9月20日" in text(posting.case.subject).pop()


def test_after_a_move_the_next_mentor_is_told_and_the_former_reads_nothing(world, posting):
    next_place = practice.place(world, name="水塔村")
    mentor = make.user()

    changes.transfer(
        fresh(posting), host_place=next_place, mentor=mentor, on=NOW.date(), reason="就近照顾家人",
        handover="已交代锻炼任务和进度", by=world.manager, at=NOW,
    )  # fmt: skip

    assert told() == sorted([posting.case.subject_id, mentor.pk])
    assert "现在水塔村" in text(mentor).pop()


def test_a_refused_change_is_told_to_nobody(world, posting):
    with pytest.raises(Exception, match="PP-"):
        changes.extend(
            fresh(posting), until_on=posting.until_on, reason="无", by=world.manager, at=NOW
        )

    assert told() == []
