"""归卷: freezing what a case's volume holds, and binding it by a job."""

import hashlib
import json
import zipfile
from dataclasses import asdict
from datetime import date, datetime
from io import BytesIO
from itertools import pairwise
from pathlib import PurePath
from typing import Any

from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts.enums import HookKind
from accounts.services import hooks
from assessment import permissions
from assessment.models import Volume
from assessment.queries import volumes
from assessment.queries.volumes.recalled import office
from assessment.regulations import volumes as rules
from core import dates
from core.audit import trail
from core.documents import binding, glyphs, storage
from core.documents.binding import Piece
from core.documents.errors import DocumentDamaged
from core.documents.models import Document
from core.errors import StateConflict
from core.jobs import outbox
from core.workflow.engine import lock
from evidence.models import EvidenceFile
from evidence.services import files
from recall.models import Case

LANE = "volume"
_PDF = "application/pdf"
_KEEP = "30年"  # case papers: domain.md 3.8, to be set by the county's own schedule


@transaction.atomic
def request(case: Case, *, by: Any, at: datetime) -> Volume:
    """Freeze the papers of a case in order and ask for their volume.

    :raises RegulationBroken: VL-01 a paper is missing, VL-02 the outcome was not served
    :raises StateConflict: a volume of the case is being bound
    """
    case = lock(case)
    permissions.keep_volume.check(by, case)
    if Volume.objects.filter(case=case, ready_at=None, failed_at=None).exists():
        raise StateConflict(_("上一次归卷还在进行，请稍候。"))
    with translation.override("zh-hans"):  # the volume is Chinese, whoever asks for it
        entries = volumes.listed(case)
        is_served = any(one.papers for one in entries if one.code == "outcome_receipt")
        rules.outcome_has_reached.check(is_served)
        rules.papers_are_complete.check(volumes.missing(entries))
        snapshot = _snapshot(case, entries, at)
    number = Volume.objects.filter(case=case).count() + 1
    row = Volume.objects.create(
        case=case, number=number, snapshot=snapshot, requested_by=by, requested_at=at
    )
    outbox.enqueue("assessment.bind", key=f"assessment.bind:{row.pk}", at=at, lane=LANE, pk=row.pk)
    trail.record(row, "request_volume", by=by, at=at, number=number)
    return row


def bind(volume: Volume, *, by: Any, at: datetime) -> Volume:
    """Print, bind and seal a volume from what was frozen; a second call changes nothing.

    :raises DocumentDamaged: a document's file is not the one issued
    :raises Unreadable: a file cannot be opened
    """
    with transaction.atomic():
        row = Volume.objects.select_for_update(of=("self",)).get(pk=volume.pk)
        if not row.is_pending:
            return row
        originals = [_original(paper) for paper in row.snapshot["papers"]]
        package, pages = made(row, originals)
        row.file = storage.keep(f"{row.uid.hex}.zip", package)
        row.sha256 = hashlib.sha256(package).hexdigest()
        row.byte_count, row.page_count, row.ready_at = len(package), pages, at
        row.save()
        trail.record(row, "bind_volume", by=by, at=at, sha256=row.sha256)
        county_id, subject = row.case.county_id, str(row.uid)
        hooks.tell(HookKind.VOLUME_BOUND, county_id=county_id, subject=subject, happened_at=at)
    return row


def made(row: Volume, originals: list[Piece | None]) -> tuple[bytes, int]:
    """Answer a volume's package and how many numbered pages it has.

    :param originals: what was issued or uploaded for each paper of the snapshot, None for a sheet
    """
    pieces = _pieces(row, originals)
    starts = binding.starts(pieces)
    body = binding.bind(_front(row, starts), pieces, _back(row, starts), title=_title(row))
    return _package(row, originals, body), starts[-1] - 1


def give_up(volume: Volume, *, by: Any, at: datetime) -> None:
    """Note that a volume could not be bound; it may be asked for again."""
    with transaction.atomic():
        row = Volume.objects.select_for_update(of=("self",)).get(pk=volume.pk)
        if row.is_pending:
            row.failed_at = at
            row.save(update_fields=["failed_at"])
            trail.record(row, "give_up_volume", by=by, at=at)


def _snapshot(case: Case, entries: list[volumes.Entry], at: datetime) -> dict[str, Any]:
    nomination = case.nomination
    papers = [paper.frozen() for entry in entries for paper in entry.papers]
    days = sorted(paper["on"] for paper in papers if paper["on"])
    return {
        "issuer": office(case),
        "cadre": case.cadre.name,
        "unit": case.unit_then,
        "post_title": nomination.post_title,
        "campaign": case.campaign.title,
        "from": dates.cn(date.fromisoformat(days[0])),
        "until": dates.cn(date.fromisoformat(days[-1])),
        "keep": _KEEP,
        "made_on": dates.cn(dates.legal_day(at)),
        "papers": papers,
        "lrmx": [asdict(change) for change in volumes.fields_to_update(case)],
    }


def _title(row: Volume) -> str:
    told = row.snapshot
    return f"{told['cadre']}同志召回案卷（第{row.number}卷）"


def _original(paper: dict[str, Any]) -> Piece | None:
    """Answer the bytes of what was issued or uploaded; None for a sheet made from rows.

    :raises DocumentDamaged: they are not those that were listed
    """
    if paper["document"]:
        document = Document.objects.get(pk=paper["document"])
        return Piece(paper["title"], _PDF, storage.verified(document.file, paper["sha256"]))
    if paper["file"]:
        file = EvidenceFile.objects.get(pk=paper["file"])
        body = files.read(file)
        if hashlib.sha256(body).hexdigest() != paper["sha256"]:
            raise DocumentDamaged(_("证明材料与立卷时不一致，不能归卷，请联系管理员"))
        return Piece(paper["title"], file.kind, body)
    return None


def _pieces(row: Volume, originals: list[Piece | None]) -> list[Piece]:
    """Answer all papers; sheets are printed in one go and cut apart by where each begins.

    Of an original that cannot be opened a sheet says so; its bytes are in the package.
    """
    papers = row.snapshot["papers"]
    bound = [one if one and binding.can_bind(one) else None for one in originals]
    sheets = [
        {"id": f"sheet-{place}", "paper": papers[place], "number": place + 1}
        for place, one in enumerate(bound)
        if one is None
    ]
    made = _printed("volume_sheets", row.snapshot | {"sheets": sheets})
    begins = [made.anchors[sheet["id"]] for sheet in sheets] + [made.page_count + 1]
    spans = pairwise(begins)
    return [one or _cut(made, papers[at]["title"], next(spans)) for at, one in enumerate(bound)]


def _cut(made: Any, title: str, span: tuple[int, int]) -> Piece:
    return Piece(title, _PDF, made.body, (span[0], span[1] - 1))


def _printed(template: str, told: dict[str, Any]) -> Any:
    from core.documents import pdf  # noqa: PLC0415 - 1 s and 60 MB that only a worker should pay

    with translation.override("zh-hans"):
        return pdf.render(render_to_string(f"documents/{template}.html", glyphs.drawn(told)))


def _front(row: Volume, starts: list[int]) -> list[Piece]:
    papers = row.snapshot["papers"]
    lines = [
        paper | {"number": number, "page": start}
        for number, (paper, start) in enumerate(zip(papers, starts, strict=False), 1)
    ]
    told = row.snapshot | {
        "title": _title(row),
        "number": row.number,
        "lines": lines,
        "pages": starts[-1] - 1,
    }
    return [Piece("卷皮和卷内目录", _PDF, _printed("volume_front", told).body)]


def _back(row: Volume, starts: list[int]) -> list[Piece]:
    told = row.snapshot | {"made_by": row.requested_by.name, "pages": starts[-1] - 1}
    return [Piece("卷内备考表", _PDF, _printed("volume_back", told).body)]


def _package(row: Volume, originals: list[Piece | None], body: bytes) -> bytes:
    """Answer one archive of volume, facts and originals, with the hash of each in its manifest."""
    members = {"volume.pdf": body, "case.json": _json(row.snapshot)}
    members["lrmx.json"] = _json(row.snapshot["lrmx"])
    for number, piece in enumerate(originals, 1):
        if piece:
            ending = PurePath(piece.kind).name.replace("jpeg", "jpg")
            members[f"originals/{number:03}.{ending}"] = piece.body
    hashes = {name: hashlib.sha256(content).hexdigest() for name, content in members.items()}
    members["manifest.json"] = _json({"format": "recall-volume/1", "sha256": hashes})
    out, stamp = BytesIO(), timezone.localtime(row.requested_at).timetuple()[:6]
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in members.items():
            how = zipfile.ZIP_DEFLATED if name.endswith(".json") else zipfile.ZIP_STORED
            archive.writestr(zipfile.ZipInfo(name, stamp), content, how)
    return out.getvalue()


def _json(told: Any) -> bytes:
    return json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True).encode()
