"""Styles of pseudo-elements shared by elements that look alike: the same bytes."""

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
    monkeypatch.setattr(StyleFor, "set_computed_styles", sharing._set)

    assert pdf.render(HTML) == shared


def test_rows_that_look_alike_share_their_pseudo_elements(monkeypatch):
    made, sharing_set = [], sharing._set

    def counted(*told, **more):
        made.append(more.get("pseudo_type"))
        return sharing_set(*told, **more)

    monkeypatch.setattr(sharing, "_set", counted)
    pdf.render(HTML)

    assert len([pseudo for pseudo in made if pseudo]) < 250  # of 1,248
