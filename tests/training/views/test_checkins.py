"""The screen with the code and the phone that signs by it."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from accounts.enums import Role
from core.ui.codes import code_of
from tests.factories import training as make
from training.models import Attendance, CheckIn, WalkIn
from training.queries import checkins as codes
from training.regulations.attendance import step_of

START = make.NOW.replace(hour=8)
PHONE_LIMIT = 40_000  # bytes


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(START, tick=False) as traveller:
        yield traveller


@pytest.fixture
def session(world, training_class):
    return make.session(training_class, world.manager)


@pytest.fixture
def trainee(world, training_class, session):
    return make.enrolled(world, training_class).case.subject


def screen(client, user, session, **query):
    client.force_login(user)
    return client.get(reverse("training:session-code", args=[session.pk]), query)


def post(client, user, code):
    client.force_login(user)
    return client.post(reverse("training:check-in"), {"code": code})


def now_code(session, kind="IN"):
    return codes.code(session.pk, kind, step_of(START))


def text_of(response):
    return response.content.decode()


def test_screen_shows_code_and_who_is_missing(client, world, session, trainee):
    answer = screen(client, world.manager, session)

    digits = now_code(session)
    assert f"{digits[:4]} {digits[4:]}" in text_of(answer)
    assert trainee.name in text_of(answer)
    assert "no-store" in answer["Cache-Control"]


def test_screen_shows_the_other_code_for_signing_out(client, world, session, trainee):
    digits = now_code(session, "OUT")

    assert f"{digits[:4]} {digits[4:]}" in text_of(
        screen(client, world.manager, session, **{"for": "out"})
    )


def test_screen_outside_its_time_has_no_code(client, world, session, clock):
    clock.move_to(START - timedelta(hours=1))

    answer = text_of(screen(client, world.manager, session))

    assert "开课前 30 分钟起可以签到" in answer
    assert "codes__qr" not in answer


def test_trainee_reads_no_code_from_afar(client, session, trainee):
    answer = text_of(screen(client, trainee, session))

    assert now_code(session)[:4] not in answer
    assert "只有本县管理员或班主任" in answer


@pytest.mark.parametrize("header", [{}, {"HX-Request": "true"}])
def test_who_may_not_show_the_code_reads_of_nobody(
    client, world, training_class, session, trainee, header
):
    """Neither who signed, nor who is missing, nor who walked in: not to trainee, clerk or head."""
    other = make.enrolled(world, training_class).case.subject
    guest = make.case(world.campaign, world.unit).subject
    post(client, other, now_code(session))
    client.cookies.pop("phone")
    post(client, guest, now_code(session))
    clerk, head = (make.holder(role, world.unit) for role in (Role.UNIT_CLERK, Role.UNIT_HEAD))
    for user in (trainee, clerk, head):
        client.force_login(user)
        page = client.get(reverse("training:session-code", args=[session.pk]), headers=header)
        told = text_of(page)

        assert "只有本县管理员或班主任" in told
        assert other.name not in told
        assert guest.name not in told
        assert "codes__who" not in told
        assert user is trainee or trainee.name not in told


def test_screen_names_the_walk_in_to_the_manager(client, world, session, trainee):
    guest = make.case(world.campaign, world.unit).subject
    post(client, guest, now_code(session))

    assert guest.name in text_of(screen(client, world.manager, session))


def test_trainee_signs_and_sees_it(client, session, trainee):
    answer = post(client, trainee, now_code(session))

    assert answer.status_code == 302
    assert Attendance.objects.get().status == "PRESENT"
    shown = client.get(answer["Location"])
    assert "08:00 已签到" in text_of(shown)
    assert len(shown.content) <= PHONE_LIMIT


def test_scanned_code_is_filled_in_and_not_yet_used(client, session, trainee):
    client.force_login(trainee)

    answer = client.get(reverse("training:check-in"), {"code": now_code(session)})

    assert f'value="{now_code(session)}"' in text_of(answer)
    assert not CheckIn.objects.exists()


def test_scan_without_sign_in_comes_back_with_its_code(client, session):
    answer = client.get(reverse("training:check-in"), {"code": "12345678"})

    assert answer.status_code == 302
    assert "12345678" in answer["Location"]


def test_second_person_on_the_same_phone_is_refused(
    client, world, training_class, session, trainee
):
    other = make.enrolled(world, training_class).case.subject
    post(client, trainee, now_code(session))

    answer = post(client, other, now_code(session))

    assert answer.status_code == 422
    assert "已为别人签过" in text_of(answer)
    assert Attendance.objects.count() == 1


def test_forged_phone_is_a_new_phone(client, session, trainee):
    client.cookies["phone"] = "forged"

    assert post(client, trainee, now_code(session)).status_code == 302


def test_walk_in_is_told_and_stands_on_the_roll(client, world, session):
    guest = make.case(world.campaign, world.unit)

    answer = post(client, guest.subject, now_code(session))

    assert "不计入出勤" in text_of(client.get(answer["Location"]))
    assert WalkIn.objects.count() == 1
    client.force_login(world.manager)
    roll = client.get(reverse("training:session-attendance", args=[session.pk]))
    assert guest.cadre.name in text_of(roll)


def test_roll_after_signing_holds_the_signed_and_takes_the_others_for_absent(
    client, world, training_class, session, trainee
):
    make.enrolled(world, training_class)
    post(client, trainee, now_code(session))
    client.force_login(world.manager)

    roll = client.get(reverse("training:session-attendance", args=[session.pk]))

    first = {row.case.subject_id: row.pk for row in training_class.enrolments.all()}
    form = roll.context["form"]
    told = {subject: form[f"mark_{pk}"].initial for subject, pk in first.items()}
    assert told.pop(trainee.pk) == "PRESENT"
    assert set(told.values()) == {"ABSENT"}


def test_picture_is_a_square_with_a_white_edge():
    told = code_of("http://192.168.1.20:8000/training/check-in/?code=12345678")

    assert told.side >= 29
    assert told.path.startswith("M4 4h1v1h-1z")
