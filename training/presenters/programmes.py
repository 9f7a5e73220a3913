"""What the pages of programmes show."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from core import dates
from training import permissions, regulations
from training.enums import BlockKind, LengthUnit
from training.forms.programmes import length_label, part_label
from training.models import Block, Programme
from training.queries import programmes
from training.queries.programmes import Part, Span
from training.queries.rubrics import spoken

_TOLD = {
    "published": ("green", "file-check"),
    "inferred": ("amber", "pencil"),
    "own": ("line", "building"),
}


def crumbs(*more: str) -> list[tuple[str, str | None]]:
    return [
        (_("培训班"), reverse("training:class-list")),
        (_("班次方案"), reverse("training:programme-list") if more else None),
        *((label, None) for label in more),
    ]


def told(part: Part) -> str:
    """Answer where a length comes from."""
    words = {"published": _("公开材料所载"), "inferred": _("推定，须核定"), "own": _("本县自定")}
    return words[part.told]


def choices(counties: set[int]) -> dict[str, Any]:
    """Answer the county's own programmes and the templates that ship."""
    return {
        "own": [
            {
                "row": row,
                "parts": _parts(programmes.parts_of(row.blocks)),
                "rubric": _rubric(row),
            }
            for row in programmes.own(counties)
        ],
        "presets": [
            {
                "code": code,
                "title": programmes.preset_title(code),
                "note": programmes.preset_note(code),
                "parts": _parts(programmes.parts_of(preset["blocks"])),
            }
            for code, preset in programmes.presets().items()
        ],
        "crumbs": crumbs(),
    }


def _rubric(row: Programme) -> str:
    """Answer the criteria in one line; empty in a version that tells of none."""
    if row.rubric is None:
        return ""
    return spoken(row.rubric).replace("\n", str(_("、"))) or str(_("不评分"))


def _parts(parts: list[Part]) -> list[dict[str, Any]]:
    return [
        {
            "label": part_label(number, part),
            "length": length_label(part),
            "range": f"{part.least}—{part.most}" if part.is_open else "",
            "told": told(part),
            "tone": _TOLD[part.told][0],
            "icon": _TOLD[part.told][1],
        }
        for number, part in enumerate(parts, 1)
    ]


def source(code: str, own: Programme | None) -> tuple[str, str, list[Part]]:
    """Answer title, note and parts of a template or of a county's programme."""
    if own is not None:
        return str(own), own.note, programmes.parts_of(own.blocks)
    blocks = programmes.presets()[code]["blocks"]
    return programmes.preset_title(code), programmes.preset_note(code), programmes.parts_of(blocks)


def adjustable(part: Part) -> Part:
    """Answer the part with a length that a county may set for itself."""
    most = {LengthUnit.MONTHS: 6, LengthUnit.WORKING: 60}.get(LengthUnit(part.unit), 184)
    return Part(part.kind, part.length, part.unit, 1, most, part.told)


def preview(asked: dict[str, Any]) -> dict[str, Any]:
    """Answer the real dates of a class before it is made, and where it leaves the scheme."""
    opens_on, parts, campaign = asked["opens_on"], asked["parts"], asked["campaign"]
    spans = programmes.lay(opens_on, parts)
    rounds = sum(part.kind == BlockKind.THEORY for part in parts)
    days = programmes.theory_days(spans)
    parameters = campaign.scheme_version.parameters if campaign.scheme_version_id else {}
    rule = regulations.follows_parameters
    return {
        "lines": [line(number, span) for number, span in enumerate(spans, 1)],
        "day_count": (spans[-1].until_on - spans[0].from_on).days + 1,
        "departs": "" if rule.is_kept(days, rounds, parameters) else str(rule.sentence),
        "is_estimated": any(span.is_estimated for span in spans),
    }


def line(number: int, span: Span) -> dict[str, Any]:
    return {
        "label": part_label(number, span.part),
        "length": length_label(span.part),
        "from_on": span.from_on,
        "until_on": span.until_on,
        "day_count": span.day_count,
        "days_off": span.days_off,
        "waited": span.waited,
    }


def block_initial(block: Block) -> dict[str, Any]:
    """Answer what the form of moving a block starts from, and what it is compared with."""
    rows = block.training_class.blocks.order_by("from_on")
    return {"to_on": block.from_on, "blocks": programmes.layout(rows)}


def block_page(block: Block, *, user: Any, on: date, to_on: date | None = None) -> dict[str, Any]:
    """Answer the context of moving a block: as it is, and as it would be."""
    training_class = block.training_class
    rows = list(training_class.blocks.order_by("from_on"))
    moves = {row.pk: span for row, span in programmes.moved(rows, block, to_on)} if to_on else {}
    return {
        "moving": block,
        "is_estimated": any(span.is_estimated for span in moves.values()),
        "training_class": training_class,
        "rows": [
            {
                "label": part_label(number, programmes.part_of(row)),
                "row": row,
                "span": moves.get(row.pk),
                "is_moved": row.pk in moves and moves[row.pk].from_on != row.from_on,
            }
            for number, row in enumerate(rows, 1)
        ],
        "is_preview": bool(moves),
        "refusal": permissions.plan_class.refusal(user, training_class) or _begun(block, on),
        "crumbs": [
            (_("培训班"), reverse("training:class-list")),
            (str(training_class), reverse("training:class-detail", args=[training_class.pk])),
            (_("移动环节"), None),
        ],
    }


def _begun(block: Block, on: date) -> str:
    if block.from_on > on:
        return ""
    return _("该环节已于 %(day)s 开始，不能移动。") % {"day": dates.spoken(block.from_on)}
