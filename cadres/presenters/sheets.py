"""What the pages of 任免审批表 files show."""

from typing import Any

from django.utils.translation import gettext as _

from cadres.enums import Found
from cadres.models import Cadre, FormSheet
from cadres.queries import sheets as queries

TONES = {Found.BY_NUMBER: "green", Found.BY_NAME: "teal", Found.UNREADABLE: "red"}


def status(sheet: FormSheet) -> tuple[str, str]:
    """Answer words and tone of a sheet's badge."""
    if sheet.applied_at:
        return _("已采用"), "solid"
    return str(sheet.get_found_display()), TONES.get(Found(sheet.found), "amber")


def rows(sheets: list[FormSheet]) -> list[dict[str, Any]]:
    told = []
    for sheet in sheets:
        held, (label, tone) = queries.content(sheet), status(sheet)
        texts = held["texts"]
        told.append(
            {
                "sheet": sheet,
                "name": texts.get("XingMing") or held["file"],
                "born": texts.get("ChuShengNianYue", ""),
                "post": texts.get("XianRenZhiWu", ""),
                "file": held["file"],
                "fault": held["fault"],
                "label": label,
                "tone": tone,
            }
        )
    return told


def stop(found: Found) -> str:
    """Answer why nothing can be applied, empty if it can."""
    return {
        Found.SEVERAL: _(
            "档案中有多人与文件同名同出生年月，已停止。请先在档案中补录身份证号，再回到本页。"
        ),
        Found.CONTRADICTION: _(
            "档案中的同名人员登记了另一个身份证号，已停止。请核对是不是同一人。"
        ),
        Found.NOBODY: _("本县档案中没有此人。请先登记人员，再回到本页。"),
    }.get(found, "")


def detail(
    sheet: FormSheet, *, found: Found, cadre: Cadre | None, doubles: list[Cadre]
) -> dict[str, Any]:
    """Answer the preview: field by field, what archive and file say and what would change."""
    held = queries.content(sheet)
    whole = sheet.cadre or cadre
    label, tone = status(sheet)
    lines = [] if held["fault"] else queries.lines(whole, held)
    return {
        "sheet": sheet,
        "name": held["texts"].get("XingMing") or held["file"],
        "file": held["file"],
        "fault": held["fault"],
        "family_count": len(held["family"]),
        "has_photo": sheet.photo is not None,
        "cadre": whole,
        "doubles": doubles,
        "label": label,
        "tone": tone,
        "lines": [line for line in lines if line.file or line.archive],
        "changed": sum(line.changes for line in lines),
        "stop": "" if held["fault"] or sheet.applied_at else stop(found),
    }
