"""The addresses of reports."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.timezone import localdate

from core.documents.models import DocumentCounter
from tests.factories.word_files import edited
from tests.permissions.routes.asking import SAID, Route, acts, nothing, of
from tests.permissions.worlds import Place


def _export(_where: Place) -> dict[str, Any]:
    return {"purpose": "上报市委组织部", "format": "csv"}


def _series(where: Place) -> dict[str, Any]:
    return {"pk": DocumentCounter.objects.get(scope=where.county.code, kind="recall_notice").pk}


def _figure(where: Place) -> dict[str, Any]:
    return {"cut": "place", "value": where.county.pk, "code": "nominated"}


def _press(_where: Place) -> dict[str, Any]:
    return {"ends_on": (localdate() + timedelta(days=30)).isoformat()}


def _later(_where: Place) -> dict[str, Any]:
    return {"on": (localdate() + timedelta(days=300)).isoformat()}


def _of_the_year(_where: Place) -> dict[str, Any]:
    return {"year": "2018", "as_of": "2018-05-20"}


REPORTS = [
    Route("reports:press-list"),
    Route("reports:press-new", of("campaign"), form=_press),
    Route("reports:press", of("press")),
    *acts(
        "reports:press-act",
        "press",
        ("rewrite", lambda _w: {"text": "干部A认识又有提高。"}),
        ("decide", lambda _w: {"is_approved": "yes"}),
        ("withdraw", lambda _w: {"reason": SAID}),
        ("nonsense", nothing),
    ),
    Route("reports:number-list"),
    Route("reports:number-series", args=_series),
    Route(
        "reports:number-void",
        args=lambda w: {"pk": w.unserved.notice_id},
        form=lambda _w: {"reason": SAID},
    ),
    Route("reports:number-word", args=lambda w: {"pk": w.unserved.notice_id}),
    Route(
        "reports:word-copies",
        args=lambda w: {"pk": w.unserved.notice_id},
        form=lambda _w: {"content": SimpleUploadedFile("x.docx", edited("另一处改动。"))},
    ),
    Route("reports:word-copy-file", of("word_copy")),
    Route("reports:summary-list"),
    Route("reports:campaign", of("campaign")),
    Route(
        "reports:campaign-rows",
        of("campaign"),
        query=lambda _w: {"on": "2018-05-20", "cut": "total", "n": "nominated"},
    ),
    Route(
        "reports:unit-rows",
        of("campaign"),
        query=lambda _w: {"on": "2018-05-20", "of": "1", "n": "units_due"},
    ),
    Route("reports:check", of("campaign")),
    Route("reports:summary-request", of("campaign"), form=lambda _w: {"as_of": "2018-05-20"}),
    Route("reports:summary-progress", of("summary")),
    Route("reports:summary-file", of("summary")),
    Route("reports:comparison", of("summary")),
    Route(
        "reports:submission",
        of("summary"),
        form=lambda _w: {"addressee": "上级组织部", "token": uuid4()},
    ),
    Route("reports:submission-progress", of("submission")),
    Route("reports:submission-file", of("submission")),
    Route("reports:date-order", of("campaign"), form=_later),
    Route("reports:rhythm-begin", of("campaign"), form=lambda _w: {"kind": "QUARTERLY"}),
    Route(
        "reports:rhythm-stop",
        of("rhythm"),
        args=lambda w: {"pk": w.campaign.pk, "rhythm": w.rhythm.pk},
    ),
    Route("reports:date-drop", of("summary_date")),
    Route("reports:prefecture", of("prefecture")),
    Route("reports:prefecture-request", of("prefecture"), form=_of_the_year),
    Route("reports:prefecture-date-order", of("prefecture"), form=_later),
    Route(
        "reports:prefecture-date-drop",
        of("whole_date"),
        args=lambda w: {"pk": w.prefecture.pk, "date": w.whole_date.pk},
    ),
    Route(
        "reports:prefecture-begin",
        of("prefecture"),
        form=lambda _w: {"kind": "PREFECTURE_QUARTER"},
    ),
    Route(
        "reports:prefecture-stop",
        of("whole_rhythm"),
        args=lambda w: {"pk": w.prefecture.pk, "rhythm": w.whole_rhythm.pk},
    ),
    Route("reports:prefecture-progress", of("prefecture_summary")),
    Route("reports:prefecture-file", of("prefecture_summary")),
    Route("reports:prefecture-comparison", of("prefecture_summary")),
    Route("reports:board"),
    Route("reports:board-rows", query=_figure),
    Route("reports:board-steps", query=lambda _w: {"step": "verify"}),
    Route("reports:board-appeals", query=lambda _w: {"remedy": "REVIEW", "state": "FILED"}),
    Route("reports:relapses"),
    Route("reports:replay-list"),
    Route("reports:replay", of("replay")),
    Route("reports:replay-progress", of("replay")),
    Route(
        "reports:replay-ask",
        of("draft_version"),
        form=lambda w: {"base": w.version.pk, "token": uuid4()},
    ),
    Route("reports:export-list"),
    Route("reports:export-request", form=_export, query=lambda _w: {"source": "cases"}),
    Route("reports:export-take", of("export")),
    Route("reports:export-decide", of("export"), lambda w: {"pk": w.export.pk, "name": "confirm"}),
]
