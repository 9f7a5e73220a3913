"""Styles shared by elements that look alike, and none that nobody sees: the same bytes."""

from collections import Counter

from weasyprint.css import StyleFor

from core.documents import pdf, sharing

ROWS = "".join(f'<tr><th scope="row">某县第{n}号机关</th><td>{n}</td></tr>' for n in range(60))
HTML = f"""<!doctype html><html lang="zh-CN"><title>x</title><style>
p::before {{ content: attr(class) "：" counter(n) "、"; counter-increment: n }}
.b::before {{ color: red }} p::after {{ content: "（" attr(id) "）" }}
.in li {{ list-style-position: inside }} i {{ float: footnote }}
</style><p class="a" id="x">一<i>注一</i></p><p class="b">二<i>注二</i></p><p class="a">三</p>
<ul><li>四<li>五</ul><ul class="in"><li>六<li>七</ul><ol><li>八<li>九</ol>
<table>{ROWS}</table></html>"""


def test_bytes_are_those_of_styles_of_their_own(monkeypatch):
    shared = pdf.render(HTML)
    monkeypatch.setattr(StyleFor, "__init__", sharing._begin)

    assert pdf.render(HTML) == shared


def made(monkeypatch, begin):
    """Answer the kinds of the styles that are made for elements and their pseudo-elements."""
    kinds, make = [], StyleFor.set_computed_styles

    def counted(self, element, *told, **more):
        if not isinstance(element, tuple):  # a kind of page
            kinds.append(more.get("pseudo_type"))
        return make(self, element, *told, **more)

    with monkeypatch.context() as patched:
        patched.setattr(StyleFor, "set_computed_styles", counted)
        patched.setattr(StyleFor, "__init__", begin)
        pdf.render(HTML)
    return Counter(kinds)


def test_styles_are_made_for_what_is_shown_alone(monkeypatch):
    shared = made(monkeypatch, sharing.begin)

    assert shared == {
        None: 18,  # 19 where other rules for its marker make an element another
        "before": 3,
        "after": 3,
        "marker": 6,
        "footnote-call": 2,
        "footnote-marker": 2,
        "note-call": 2,
        "note-marker": 2,
        "note-callback": 2,
    }
