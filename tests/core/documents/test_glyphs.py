import pytest

from core.documents import glyphs, pdf, rendering
from core.documents.models import Document
from core.errors import RegulationBroken
from core.jobs.models import Job
from tests.core.conftest import NOW
from tests.core.documents.snapshots import NOTICE
from tests.core.documents.test_pdf import notice, pages
from tests.core.documents.test_rendering import issue

OWN = "\ue000"  # of a range in which offices drew rare names of their own
LETTER = "ཀ"


@pytest.mark.parametrize(
    ("told", "printed"),
    [
        ("知道了👌🏽", "知道了〔表情〕"),
        ("😀😀，👨‍👩‍👧🇨🇳", "〔表情〕，〔表情〕"),
        ("电话☎️ 1️⃣", "电话〔表情〕 1"),
        ("№①★·—…", "№①★·—…"),
        ("㛃𬱟䶮", "㛃𬱟䶮"),
        (OWN, OWN),
    ],
)
def test_pictures_of_a_telephone_become_a_word(told, printed):
    assert glyphs.printable({"a": [told]}) == {"a": [printed]}


def test_what_passes_without_a_look_at_the_faces_is_drawn_by_them():
    plain = "".join(mark for mark in map(chr, range(0x110000)) if glyphs._PLAIN.fullmatch(mark))

    assert len(plain) > 21_000
    assert [mark for mark in plain if not glyphs._is_drawn(mark)] == []


def test_drawn_names_every_character_in_its_place():
    assert glyphs.drawn({"a": f"张{OWN}三"}) == {"a": "张〔U+E000〕三"}
    assert "张〔U+E000〕三" in "".join(
        pages(pdf.render(glyphs.drawn(notice(cadre=f"张{OWN}三"))).body)
    )


def test_dz_04_a_paper_with_a_character_that_no_face_has_takes_no_number(clerk):
    with pytest.raises(RegulationBroken, match=r"（U\+E000）") as refused:
        issue(clerk, snapshot=NOTICE | {"cadre": f"张{OWN}"})

    assert refused.value.number == "DZ-04"
    assert (Document.objects.count(), Job.objects.count()) == (0, 0)
    assert issue(clerk).number == 1


def test_dz_04_a_title_is_looked_at_too(clerk):
    with pytest.raises(RegulationBroken, match=r"（U\+0F40）"):
        issue(clerk, title=LETTER)


def test_what_earlier_acts_settled_does_not_stop_the_paper_that_quotes_it(clerk, media):
    quoted = [NOTICE["facts"][0] | {"text": f"未办{OWN}件"}]

    printed = rendering.render(issue(clerk, snapshot=NOTICE | {"facts": quoted}), at=NOW)

    read = "".join(pages((media / printed.file).read_bytes())).replace("\n", "")
    assert "未办〔U+E000〕件" in read


def test_picture_in_a_quoted_text_does_not_stop_the_paper(clerk, media):
    document = issue(clerk, snapshot=NOTICE | {"treatment": "好的😀"})

    printed = rendering.render(document, at=NOW)
    assert printed.is_ready
    assert "好的〔表情〕" in "".join(pages((media / printed.file).read_bytes())).replace("\n", "")
