"""The addresses of places and of changes to a posting."""

from uuid import uuid4

from tests.permissions.routes.asking import Route, acts, nothing, of
from training.models.reviews import SCALES

_PLACE = {"name": "两河镇高原村", "kind": "VILLAGE", "capacity": 2, "seat_km": 28}
_PROBLEM = {"what": "偏远农户自架木杆接电", "place": "高原村", "found_on": "2018-07-05"}

PRACTICE = [
    Route("training:place-list"),
    Route("training:place-new", form=lambda w: _PLACE | {"unit": w.host_unit.pk}),
    *acts(
        "training:place-act",
        "place",
        ("resize", lambda _w: {"capacity": 4, "lodging": "有宿舍"}),
        ("close", lambda _w: {}),
    ),
    *acts(
        "training:posting-act",
        "running",
        ("pause", lambda _w: {"kind": "CARE", "from_on": "2018-07-20", "note": "照料老人"}),
        ("extend", lambda _w: {"until_on": "2018-09-30", "reason": "项目未完"}),
        (
            "transfer",
            lambda w: {
                "host_place": w.place.pk,
                "mentor": w.people["host"].pk,
                "on": "2018-07-20",
                "reason": "村里任务完成",
                "handover": "水塔还差 2 处",
            },
        ),
    ),
    *acts("training:posting-act", "stopped", ("resume", lambda _w: {"on": "2018-07-20"})),
    Route(
        "training:posting-scales",
        of("unscaled"),
        form=lambda _w: dict.fromkeys(SCALES, 4),
    ),
    Route("training:journal-sheets", of("running"), form=nothing),
    *(
        Route(
            f"training:{name}",
            of("running"),
            lambda w: {"pk": w.running.pk, "paper_pk": w.journal_sheet.pk},
        )
        for name in ("journal-sheet", "journal-sheet-file")
    ),
    Route("training:journal-photo", of("photo")),
    Route("training:problem-list"),
    Route("training:problem", of("field_problem")),
    Route(
        "training:problem-new",
        of("running"),
        form=lambda _w: _PROBLEM | {"token": uuid4()},
    ),
    *acts(
        "training:problem-act",
        "field_problem",
        ("act", lambda _w: {"on": "2018-07-12", "text": "更换电线杆 20 根"}),
        ("close", lambda _w: {"on": "2018-07-12", "text": "换完了", "is_solved": "yes"}),
    ),
    *acts(
        "training:problem-act",
        "closed_problem",
        ("word", lambda _w: {"answer": "SOLVED", "text": "水清了", "consent": "on"}),
        ("invite", lambda _w: {}),
    ),
    Route(
        "training:month-review",
        of("running"),
        lambda w: {"pk": w.running.pk, "number": 1},
        lambda _w: dict.fromkeys(SCALES, 4) | {"sentence": "踏实"},
    ),
    Route("training:week-list", of("running")),
    Route(
        "training:week-note",
        of("running"),
        lambda w: {"pk": w.running.pk, "monday": "2018-07-16"},
        lambda _w: {"sentence": "水塔修完了"},
    ),
    Route("training:stay", of("running")),
    Route("training:stay", of("wished"), case="wished"),
    Route(
        "training:stay-act",
        of("running"),
        lambda w: {"pk": w.running.pk, "name": "wish"},
        lambda _w: {"why": "想把水塔管护好"},
        case="wish",
    ),
    *acts(
        "training:stay-act",
        "wished",
        ("answer", lambda _w: {"is_agreed": "yes", "answer": "欢迎"}),
        ("withdraw", lambda _w: {}),
    ),
    Route(
        "training:resident-word",
        fixed=(("code", "A2345678A2345678"),),
        form=lambda _w: {"answer": "SOLVED", "consent": "on"},
    ),
]
