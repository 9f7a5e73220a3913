"""The addresses of training."""

from uuid import uuid4

from tests.permissions.routes.asking import SAID, Route, of

_LESSON = {
    "kind": "THEORY",
    "title": "党规党纪",
    "on": "2018-06-06",
    "starts": "14:30",
    "ends": "16:00",
    "token": uuid4(),
}

_CLASS = {
    "title": "第二期班",
    "venue": "县委党校",
    "opens_on": "2018-09-03",
    "theory_days": 5,
    "practice_days": 0,
    "cycles": 1,
}

_POSTING = {"place": "大湾村", "from_on": "2018-07-01", "months": 3, "tasks": "驻村帮扶"}

TRAINING = [
    Route("training:class-list"),
    Route("training:class-plan", form=lambda w: _CLASS | {"campaign": w.campaign.pk}),
    Route("training:class-detail", of("room")),
    Route("training:class-enrol", of("room")),
    Route("training:session-add", of("room"), form=lambda _w: _LESSON),
    Route(
        "training:session-attendance",
        of("empty_lesson"),
        form=lambda w: {
            f"mark_{pk}": "PRESENT" for pk in w.room.enrolments.values_list("pk", flat=True)
        },
    ),
    Route("training:session-cancel", of("empty_lesson"), form=lambda _w: {"reason": "停电"}),
    Route("training:enrolment-withdraw", of("enrolment"), form=lambda _w: {"reason": "因病"}),
    Route("training:posting-list"),
    Route("training:posting-detail", of("posting")),
    Route(
        "training:posting-finish",
        of("posting"),
        form=lambda _w: {"finished_on": "2018-09-28", "opinion": SAID, "early_reason": "借调"},
    ),
    Route(
        "training:journal-write",
        of("posting"),
        form=lambda _w: {"token": uuid4(), "on": "2018-07-03", "text": SAID},
    ),
    Route(
        "training:posting-send",
        of("in_class"),
        lambda w: {"case_pk": w.in_class.pk},
        lambda w: _POSTING | {"mentor": w.people["host"].pk},
        query=lambda w: {"host_unit": w.host_unit.pk},
    ),
    Route("training:journal-remark", of("entry"), form=lambda _w: {"remark": "继续保持"}),
    Route("training:today"),
    Route("training:my-trainees"),
]
