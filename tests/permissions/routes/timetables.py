"""The addresses of programmes, timetable and teachers."""

from tests.permissions.routes.asking import Route, acts, nothing, of

_PRESET = (("code", "qianxinan_2014"),)


def _class(where):
    return {
        "campaign": where.campaign.pk,
        "title": "第三期班",
        "venue": "县委党校",
        "opens_on": "2018-10-08",
        "length_1": 5,
    }


def _paper(where):
    return {"pk": where.room.pk, "paper_pk": where.class_paper.pk}


TIMETABLES = [
    Route("training:programme-list"),
    Route("training:preset-open", form=_class, fixed=_PRESET),
    Route("training:programme-open", of("programme"), form=_class),
    Route(
        "training:preset-keep",
        form=lambda w: {
            "title": "本县班次方案",
            "note": "县委组织部 2018 年实施方案",
            "county": w.county.pk,
            "length_1": 4,
        },
        fixed=_PRESET,
    ),
    Route("training:block-move", of("block"), form=lambda _w: {"to_on": "2090-03-01"}),
    Route("training:timetable"),
    Route(
        "training:session-edit",
        of("coming"),
        form=lambda _w: {"on": "2090-02-07", "starts": "14:30", "ends": "16:00", "room": "二楼"},
    ),
    Route("training:session-swap", of("coming"), form=lambda w: {"other": w.coming_too.pk}),
    Route(
        "training:class-copy-day",
        of("ahead"),
        form=lambda _w: {"from_on": "2090-02-06", "to_on": "2090-02-07"},
    ),
    Route(
        "training:teacher-list",
        form=lambda w: {"county": w.county.pk, "name": "周老师", "employer": "县委党校"},
    ),
    Route("training:teacher-retire", of("teacher"), form=nothing),
    Route(
        "training:room-list",
        form=lambda w: {"county": w.county.pk, "place": "县委党校", "name": "报告厅", "seats": 80},
    ),
    Route("training:room-week", of("hall")),
    *acts(
        "training:room-act",
        "hall",
        ("refit", lambda _w: {"seats": 50, "features": "投影"}),
        ("close", nothing),
    ),
    *acts("training:room-act", "closed_hall", ("reopen", nothing)),
    Route("training:class-groups", of("room"), form=lambda _w: {"count": 2}),
    Route("training:class-monitor", of("room"), form=lambda w: {"enrolment": w.enrolment.pk}),
    Route("training:class-papers", of("room"), form=lambda _w: {"kind": "TIMETABLE"}),
    Route("training:class-paper", of("room"), _paper),
    Route("training:class-paper-file", of("room"), _paper),
    Route(
        "training:case-postpone",
        of("served"),
        lambda w: {"case_pk": w.served.pk},
        lambda _w: {
            "ground": "ILLNESS",
            "from_on": "2018-07-01",
            "until_on": "2018-09-01",
            "paper": "县医院诊断证明",
        },
    ),
    Route("training:postponement-end", of("postponement"), form=nothing),
    Route("training:calendar", form=nothing),
    Route("training:calendar-revoke", form=nothing),
    Route("training:calendar-feed", fixed=(("secret", "no-such-secret"),)),
]
