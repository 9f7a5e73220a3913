"""What the words of a paper must keep to. A refusal adds what it is about, by name."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, NamedTuple

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.documents import checking, glyphs
from core.documents.wordings import Kind, Phrase, Words
from core.regulations import Regulation, regulation
from schemes.models import WordingVersion
from schemes.models.wordings import ADDRESSEE, BODY, OPEN, TITLE
from schemes.queries import wordings

_LAW = _("公务员法第九十五条；领域参考4，R7：决定须写明事实、依据、理由和救济途径")
_PAPER = _("GB/T 9704-2012；产品规则：公文文本")
_EYES = _("领域参考5：起草和审定分离")


class Fault(NamedTuple):
    """A regulation that a text breaks, and what it is about."""

    rule: Regulation
    about: str


@regulation("TX-01", _("文本中的合并项须是本文种已有的合并项。"), source=_PAPER)
def fields_are_known(kind: Kind, words: Words) -> bool:
    return not checking.unknown(kind, words)


@regulation("TX-02", _("依法须写明的合并项不得删去。"), source=_LAW)
def demanded_fields_stay(kind: Kind, words: Words) -> bool:
    return not checking.missing(kind, words)


@regulation("TX-03", _("依法须写明的内容不得删去。"), source=_LAW)
def demanded_phrases_stay(kind: Kind, words: Words) -> bool:
    return not checking.unsaid(kind, words)


@regulation(
    "TX-04",
    _("合并项的名称须写在两对大括号之间，文本中不得另有成对的大括号或者模板标记。"),
    source=_PAPER,
)
def braces_are_fields(_kind: Kind, words: Words) -> bool:
    return not checking.stray(words)


@regulation("TX-05", _("成段的合并项须在正文中单独成行，只写一次。"), source=_PAPER)
def blocks_stand_alone(kind: Kind, words: Words) -> bool:
    return not checking.misplaced(kind, words)


@regulation(
    "TX-06",
    _("标题会写进登记簿和任务清单，不得加入基准文本标题以外的合并项。"),
    source=_("个人信息保护法第六条：最小必要"),
)
def title_tells_nobody(kind: Kind, words: Words) -> bool:
    return not checking.headed(kind, words)


@regulation(
    "TX-07",
    _("标题不超过60个字，主送不超过80个字，正文不超过6000个字，都不得为空。"),
    source=_PAPER,
)
def length_fits(_kind: Kind, words: Words) -> bool:
    most = (TITLE, ADDRESSEE, BODY)
    return all(
        len(text.strip()) > 0 and len(text) <= n for text, n in zip(words, most, strict=True)
    )


@regulation("TX-08", _("文本中的每个字都须能用公文字体印出。"), source=_PAPER)
def characters_are_drawn(_kind: Kind, words: Words) -> bool:
    return not glyphs.missing("".join(words))


@regulation(
    "TX-09",
    _("启用日期须填写，不得早于提交和审定的当日，也不得早于上一审定版本的启用日期。"),
    source=_("文本不溯及既往：已制发的公文保持原样"),
)
def begins_in_time(version: WordingVersion, on: date) -> bool:
    last = wordings.last_approved(version.kind, version.county).first()
    if version.from_on is None or version.from_on < on:
        return False
    return last is None or last.from_on is None or version.from_on >= last.from_on


@regulation("TX-10", _("本文种已有一版在起草或者待审定，办完后才能另立新版。"), source=_EYES)
def no_other_open(kind: Kind, county: Any) -> bool:
    rows = WordingVersion.objects.filter(kind=kind.code, county=county, state__in=OPEN)
    return not rows.exists()


@regulation(
    "TX-11",
    _("已审定的文本不再合乎合并项和法定内容的要求时，不用于制发，改用上级或者基准文本。"),
    source=_LAW,
    severity="warn",
)
def still_fits(kind: Kind, version: WordingVersion) -> bool:
    return version.is_base or checking.is_sound(kind, version.words)


def _listed(found: list[str]) -> str:
    return gettext("请改：%(what)s。") % {"what": gettext("、").join(found)}


def _why(pairs: list[tuple[str, Any]]) -> str:
    told = [gettext("%(what)s（%(why)s）") % {"what": what, "why": why} for what, why in pairs]
    return gettext("缺少：%(what)s。") % {"what": gettext("、").join(told)}


def _known(kind: Kind, words: Words) -> str:
    known = gettext("、").join(field.mark for field in kind.fields)
    unknown = gettext("、").join(checking.unknown(kind, words))
    return gettext("没有：%(unknown)s。可用：%(known)s。") % {"unknown": unknown, "known": known}


def _said(phrase: Phrase) -> str:
    return "".join(f"“{part}”" for part in phrase.parts)


_ABOUT: dict[str, Callable[[Kind, Words], str]] = {
    "TX-01": _known,
    "TX-02": lambda kind, words: _why(
        [(one.mark, one.demand) for one in checking.missing(kind, words)]
    ),
    "TX-03": lambda kind, words: _why(
        [(_said(one), one.demand) for one in checking.unsaid(kind, words)]
    ),
    "TX-04": lambda _kind, words: _listed(checking.stray(words)),
    "TX-05": lambda kind, words: _listed(checking.misplaced(kind, words)),
    "TX-06": lambda kind, words: _listed(checking.headed(kind, words)),
    "TX-08": lambda _kind, words: _listed(glyphs.missing("".join(words))),
}
ON_WORDS = (
    length_fits,
    fields_are_known,
    demanded_fields_stay,
    demanded_phrases_stay,
    braces_are_fields,
    blocks_stand_alone,
    title_tells_nobody,
    characters_are_drawn,
)


def faults(kind: Kind, words: Words) -> Iterator[Fault]:
    """Answer what a text breaks, each with what it is about."""
    for rule in ON_WORDS:
        if not rule.is_kept(kind, words):
            about = _ABOUT.get(rule.number)
            yield Fault(rule, about(kind, words) if about else "")
