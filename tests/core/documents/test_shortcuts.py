"""Values of styles answered the short way: the same bytes as WeasyPrint's own way."""

import pytest
from weasyprint import css
from weasyprint.layout import block, flex, inline, percent, table

from core.documents import pdf, shortcuts

ROWS = "".join(f"<tr><th>第{n}行</th><td>{n}</td><td class='half'>半</td></tr>" for n in range(40))
HTML = f"""<!doctype html><html lang="zh-CN"><title>x</title><style>
@page {{ margin: 10% 20mm; @bottom-center {{ content: counter(page); width: 50% }} }}
body {{ margin-inline-start: 3mm; padding-block: 2%; --wide: 40mm }}
.half {{ width: 50%; margin: 2% auto; border: 1pt solid; box-sizing: border-box; padding: 1em }}
.sum {{ width: calc(50% - 4mm); height: calc(2em + 3mm); min-height: 10%; max-width: 90% }}
.named {{ width: var(--wide); padding-inline-end: var(--wide); inline-size: 60mm }}
.right {{ direction: rtl; margin-inline-start: 12mm; text-align: justify }}
.high {{ height: 80mm; border: 2pt double }} .high > div {{ height: 25%; max-height: 10mm }}
.flex {{ display: flex; gap: 2mm }} .flex > * {{ flex: 1 1 20%; position: relative; left: 5% }}
table.apart {{ border-collapse: separate; border-spacing: 1mm }} td {{ padding: 1% 2% }}
table.one {{ border-collapse: collapse; width: 80%; table-layout: fixed }}
i {{ float: left; width: 30%; text-decoration: underline }} .page {{ page: other }}
b {{ font-size: 120%; line-height: 150%; display: inline-block; vertical-align: 20% }}
</style><div class="half">一<i>二</i><b>三</b></div><div class="sum">四</div>
<div class="named">五</div><div class="right"><div class="named">六</div></div>
<div class="high"><div>七</div><div class="half">八</div></div>
<div class="flex"><p>九</p><p class="half">十</p><ul><li>甲<li>乙</ul></div>
<table class="one">{ROWS}</table><table class="apart">{ROWS}</table>
<section class="page"><p>末页<i>丙</i></p></section></html>"""


@pytest.fixture
def long_way(monkeypatch):
    """Let WeasyPrint answer for itself."""

    def restore():
        monkeypatch.setattr(css.ComputedStyle, "__missing__", shortcuts._missing)
        for module in (block, flex.percent, inline, percent, table):
            monkeypatch.setattr(module, "resolve_percentages", shortcuts._resolve)
        monkeypatch.setattr(percent, "resolve_one_percentage", shortcuts._one)

    return restore


def test_bytes_are_those_of_the_long_way(long_way):
    short = pdf.render(HTML)
    long_way()

    assert pdf.render(HTML) == short
    assert short.page_count > 3


def test_most_values_need_no_long_way(monkeypatch):
    asked = []

    def counted(self, key):
        asked.append(key)
        return shortcuts_missing(self, key)

    shortcuts_missing = shortcuts._missing
    monkeypatch.setattr(shortcuts, "_missing", counted)
    short = pdf.render(HTML)
    few = len(asked)
    asked.clear()
    monkeypatch.setattr(css.ComputedStyle, "__missing__", counted)

    assert pdf.render(HTML) == short
    assert few < len(asked) / 2


@pytest.mark.parametrize(
    "module",
    ["absolute", "block", "column", "flex", "float", "grid", "inline", "page", "table"],
)
def test_every_kind_of_layout_asks_the_short_way(module):
    from importlib import import_module  # noqa: PLC0415 - each by its name

    told = import_module(f"weasyprint.layout.{module}")

    assert getattr(told, "resolve_percentages", shortcuts.resolve) is shortcuts.resolve
    assert percent.resolve_percentages is shortcuts.resolve
