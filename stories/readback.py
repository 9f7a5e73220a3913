"""What a summary's PDF says, read back from the file as anybody would read it.

The figures that a story compares are counted from rows; the paper that goes out is another thing.
"""

import re
from pathlib import Path
from typing import Any

from django.conf import settings
from pypdf import PdfReader

from assessment.enums import OutcomeKind
from cadres.enums import Level
from reports.models import Summary
from reports.queries import figures, register, report, sheets

ROW = r"(?<!\S){label}((?: -?\d+)+)(?!\S)"
FUNNEL, LEVELS, STAFF = "二、各轮办理情况", "三、按层次", "四、按身份"
OUTCOMES, APPEALS = "九、培训与结果", "十、异议、复核和申诉"
PRINTED = (*sheets.FIRST, *sheets.THEN, *sheets.LAST)


def words_of(file: Path) -> str:
    """Answer the words of a PDF, separated by single blanks."""
    return " ".join(" ".join(page.extract_text() for page in PdfReader(file).pages).split())


def printed(campaign: Any) -> dict[str, Any]:
    """Answer what the newest summary of a campaign says: the funnel, by level, by outcome.

    :raises LookupError: a figure does not stand on the paper
    """
    row = Summary.objects.filter(campaign=campaign).select_related("document").latest("pk")
    words = words_of(Path(settings.MEDIA_ROOT) / row.document.file)
    funnel, levels = _between(words, FUNNEL, LEVELS), _between(words, LEVELS, STAFF)
    ends = _between(words, OUTCOMES, APPEALS)
    column = report.BY_KIND.index("recalled")
    total = campaign.rounds.count()  # its place in a row; a chart's axis may follow in the text
    told: dict[str, Any] = {
        code: _row(funnel, register.label(code))[: total + 1][-1] for code in PRINTED
    }
    told["by_level"] = {
        level.value.lower(): _row(levels, str(level.label))[column] for level in Level
    }
    told["by_outcome"] = {
        figures.OUTCOME_CODES[kind]: numbers[0]
        for kind in OutcomeKind
        if (numbers := _found(ends, str(kind.label)))
    }
    return told


def differences(counted: dict[str, Any], said: dict[str, Any]) -> list[str]:
    """Answer one line for each figure of which the paper says something else than the rows."""
    return [
        f"汇总表 {name}: 印作 {number}，统计为 {counted.get(name)}"
        for name, number in said.items()
        if number != counted.get(name)
    ]


def _between(words: str, first: str, last: str) -> str:
    """Answer a chapter; but for it, its name stands in the contents alone, before dots."""
    begins, ends = (re.search(rf"{name}(?! \.)", words) for name in (first, last))
    if begins is None or ends is None:
        raise LookupError(f"汇总表没有“{first}”这一部分")
    return words[begins.end() : ends.start()]


def _row(words: str, label: str) -> list[int]:
    if numbers := _found(words, label):
        return numbers
    raise LookupError(f"汇总表没有“{label}”这一行")


def _found(words: str, label: str) -> list[int]:
    hit = re.search(ROW.format(label=re.escape(label)), words)
    return [int(number) for number in hit[1].split()] if hit else []
