"""任免审批表 out: LRMX files and the printed form, each copy with a purpose and an audit entry."""

import base64
import json
import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_variables

from cadres import permissions, regulations
from cadres.enums import HonourKind, Schooling
from cadres.models import Cadre
from cadres.queries import sheets as queries
from cadres.services import lrmx
from core.audit import trail
from core.dates import legal_day
from core.documents import rendering
from core.documents.models import Document
from core.sealing.boxes import seal_to_text

FORM = "appointment_form"
NOTHING = ("无", "(无)", "（无）")  # how a form says that there was no reward


def scope_of(cadre: Cadre) -> str:
    return f"cadre:{cadre.pk}"


def printed(cadre: Cadre) -> QuerySet[Document]:
    """Answer the forms printed of a person, the newest first."""
    rows = Document.objects.filter(kind=FORM, scope=scope_of(cadre))
    return rows.order_by("-requested_at", "-pk")


@transaction.atomic
def hand_out(cadre: Cadre, document: Document, *, by: Any, at: datetime) -> None:
    """Enter that a printed form was taken.

    :raises NotAllowed: not the county's administrator
    """
    permissions.export_form.check(by, cadre)
    scope = cadre.unit.county.code
    trail.record(cadre, "download", by=by, at=at, scope=scope, document=document.pk)


def _current_posts(cadre: Cadre) -> str:
    posts = cadre.posts.filter(until_on=None).select_related("unit").order_by("-is_main", "from_on")
    return "，".join(f"{post.unit.name}{post.title}" for post in posts)


def _ratings(cadre: Cadre, told: str) -> str:
    """Answer the file's own words, then the years that these do not name or name otherwise.

    Words about one year of which the archive holds another result give way to the archive; where
    they speak of several years, the archive's result stands behind them and says so.
    """
    parts = [part for part in re.split(r"[；;\n]+", told) if part.strip()]
    later = []
    for row in cadre.ratings.order_by("year"):
        named = [part for part in parts if str(row.year) in part]
        if any(re.search(f"(?<![本不]){row.label}", part) for part in named):
            continue
        alone = [part for part in named if len(re.findall(r"\d{4}", part)) == 1]
        parts = [part for part in parts if part not in alone]
        mark = "（以档案为准）" if len(named) > len(alone) else ""
        later.append(f"{row.year}年{row.label}{mark}")
    return "；".join([*parts, *later])


def _honours(cadre: Cadre, told: str) -> str:
    rows = cadre.honours.filter(kind=HonourKind.HONOUR, revoked_on=None).order_by("awarded_on")
    fresh = [row for row in rows if row.title not in told]
    told = "" if fresh and told in NOTHING else told
    words = (f"{row.awarded_on:%Y.%m} {row.awarded_by}授予{row.title}" for row in fresh)
    return "；".join(filter(None, [told, *words]))


def _schools(cadre: Cadre) -> dict[str, str]:
    told: dict[str, str] = {}
    for row in cadre.educations.order_by("attainment", "pk"):  # the highest comes first
        stem = queries.SCHOOLS[Schooling(row.schooling)]
        told.setdefault(f"{stem}_XueLi", str(row.get_attainment_display()))
        told.setdefault(f"{stem}_XueWei", row.degree)
        told.setdefault(f"{stem}_XueLi_BiYeYuanXiaoXi", f"{row.school}{row.major}")
    return told


def _post_changed(cadre: Cadre, applied_at: datetime) -> bool:
    since = legal_day(applied_at)
    later = cadre.posts.filter(from_on__gt=since) | cadre.posts.filter(until_on__gt=since)
    return later.exists()


@sensitive_variables()
def sheet_of(cadre: Cadre, on: date) -> lrmx.Sheet:
    """Answer a person's form: the archive's facts, and of the last applied file what only it holds.

    Where file and archive agree, the file's wording stands. The current post is the archive's as
    soon as it has changed after the file was applied.
    """
    last = cadre.form_sheets.order_by("-applied_at").first()
    held = queries.content(last) if last else {"texts": {}, "family": []}
    texts: dict[str, str] = dict(held["texts"])
    for name in queries.HELD:
        if not queries.agrees(cadre, name, texts.get(name, "")):
            texts[name] = queries.held_text(cadre, name)
    for name, text in _schools(cadre).items():
        texts[name] = texts.get(name) or text
    if not texts.get("XianRenZhiWu") or (
        last and last.applied_at and _post_changed(cadre, last.applied_at)
    ):
        texts["XianRenZhiWu"] = _current_posts(cadre)
    texts["NianDuKaoHeJieGuo"] = _ratings(cadre, texts.get("NianDuKaoHeJieGuo", ""))
    texts["JiangChengQingKuang"] = _honours(cadre, texts.get("JiangChengQingKuang", ""))
    texts.setdefault("TianBiaoShiJian", f"{on:%Y%m%d}")
    photo = base64.b64decode(last.photo.reveal()) if last and last.photo is not None else b""
    return lrmx.Sheet(texts, list(held["family"]), photo)


@transaction.atomic
@sensitive_variables()
def lrmx_files(people: Sequence[Cadre], *, purpose: str, by: Any, at: datetime) -> bytes:
    """Answer one person's .lrmx, or a zip of several; who took whose, when and for what is entered.

    :raises NotAllowed: not the county's administrator
    :raises RegulationBroken: PE-20, PE-23
    """
    regulations.purpose_is_given.check(purpose)
    regulations.batch_is_bounded.check(len(people))
    sheets = []
    for cadre in people:
        permissions.export_form.check(by, cadre)
        sheets.append(sheet_of(cadre, legal_day(at)))
        scope = cadre.unit.county.code
        trail.record(cadre, "export", by=by, at=at, scope=scope, purpose=purpose.strip())
    return lrmx.compose(sheets[0]) if len(sheets) == 1 else lrmx.pack(sheets)


@transaction.atomic
@sensitive_variables()
def request_form(cadre: Cadre, *, purpose: str, by: Any, at: datetime) -> Document:
    """Ask for the printed 干部任免审批表. Its facts lie sealed in the document's snapshot.

    :raises NotAllowed: not the county's administrator
    :raises RegulationBroken: PE-20
    """
    regulations.purpose_is_given.check(purpose)
    permissions.export_form.check(by, cadre)
    sheet = sheet_of(cadre, legal_day(at))
    photo = base64.b64encode(sheet.photo).decode()
    facts = {"texts": sheet.texts, "family": sheet.family, "photo": photo}
    facts["on"] = legal_day(at).isoformat()
    sealed = seal_to_text(json.dumps(facts, ensure_ascii=False), place=queries.PLACE)
    scope = cadre.unit.county.code
    trail.record(cadre, "print", by=by, at=at, scope=scope, purpose=purpose.strip())
    return rendering.request(
        "documents/appointment_form.html",
        kind=FORM,
        scope=scope_of(cadre),
        reference="",
        title=str(_("干部任免审批表")),
        snapshot={"sealed": sealed},
        by=by,
        at=at,
        numbered=False,
    )
