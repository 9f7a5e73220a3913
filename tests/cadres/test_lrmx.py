"""LRMX: what is read, repaired, refused; what is written is read again."""

import base64
import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from cadres.services import lrmx

HEAD = '<?xml version="1.0" encoding="utf-8"?>'


def photo(size=(800, 1000), kind="PNG"):
    out = io.BytesIO()
    Image.new("RGB", size, "navy").save(out, kind)
    return base64.b64encode(out.getvalue()).decode()


def file(inner="", *, version="3.2.1.16", name="张三", head=HEAD):
    return (
        f"{head}<Person><XingMing>{name}</XingMing>{inner}<Version>{version}</Version></Person>"
    ).encode()


@pytest.mark.parametrize("version", lrmx.VERSIONS)
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["plain", "BOM"])
def test_both_versions_are_read_with_and_without_bom(version, mark):
    assert lrmx.parse(mark + file(version=version)).name == "张三"


def test_broken_escapes_are_repaired_and_blanks_trimmed():
    sheet = lrmx.parse(file("<JianLi>&1lt;甲&1gt; &1amp; 乙</JianLi><JiGuan>\n  </JiGuan>"))

    assert (sheet.texts["JianLi"], sheet.texts["JiGuan"]) == ("<甲> & 乙", "")


def test_months_are_cut_to_six_and_empty_family_lines_dropped():
    family = (
        "<JiaTingChengYuan><Item><ChengWei>妻子</ChengWei><ChuShengRiQi>19820301</ChuShengRiQi>"
        "</Item><Item><ChengWei> </ChengWei></Item></JiaTingChengYuan>"
    )

    sheet = lrmx.parse(file(f"<ChuShengNianYue>19800101</ChuShengNianYue>{family}"))

    assert sheet.birth_month == "198001"
    assert sheet.family == [{"ChengWei": "妻子", "ChuShengRiQi": "198203"}]


def test_a_photo_is_drawn_anew_and_small():
    sheet = lrmx.parse(file(f"<ZhaoPian>{photo()}</ZhaoPian>"))

    drawn = Image.open(io.BytesIO(sheet.photo))
    assert drawn.format == "JPEG"
    assert (drawn.width <= 376, drawn.height <= 460) == (True, True)


BOMB = (
    '<?xml version="1.0"?><!DOCTYPE Person [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
    "<Person><XingMing>&b;</XingMing><Version>3.2.1.16</Version></Person>"
)
OUTSIDE = (
    '<?xml version="1.0"?><!DOCTYPE Person [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    "<Person><XingMing>&a;</XingMing></Person>"
)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (BOMB.encode(), "实体"),
        (OUTSIDE.encode(), "实体"),
        (b"", "XML"),
        (b"<Person>", "XML"),
        (b"<People/>", "Person"),
        (file(version="9"), "版本"),
        (file(name=""), "姓名"),
        ("<Person>张三</Person>".encode("gb18030"), "UTF-8"),
        (b"x" * (lrmx.MAX_FILE + 1), "MB"),
        (file(f"<JianLi>{'长' * 20_001}</JianLi>"), "过长"),
        (file("<ZhaoPian>bm8gcGljdHVyZQ==</ZhaoPian>"), "照片"),
        (file(f"<ZhaoPian>{photo((4000, 4000))}</ZhaoPian>"), "像素"),
        (
            file(
                "<JiaTingChengYuan>"
                + "<Item><ChengWei>亲</ChengWei></Item>" * 11
                + "</JiaTingChengYuan>"
            ),
            "家庭",
        ),
    ],
    ids=range(13),
)
def test_what_cannot_be_taken_in_says_why(body, said):
    with pytest.raises(lrmx.LrmxUnreadable, match=said):
        lrmx.parse(body)


words = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), max_size=40
).map(str.strip)


@given(name=words.filter(bool), lines=st.lists(words, max_size=3), post=words)
def test_what_is_written_is_read_again(name, lines, post):
    sheet = lrmx.Sheet(
        {"XingMing": name, "JianLi": "\r\n".join(lines).strip(), "XianRenZhiWu": post},
        [{"ChengWei": "父亲", "XingMing": name}],
    )

    again = lrmx.parse(lrmx.compose(sheet))

    assert {key: again.texts[key] for key in sheet.texts} == sheet.texts
    assert (again.family[0]["XingMing"], again.texts["Version"]) == (name, "3.2.1.16")


def test_elements_are_written_in_the_known_order():
    text = lrmx.compose(lrmx.Sheet({"XingMing": "张三"})).decode()

    places = [text.index(f"<{name}>") for name in lrmx.FIELDS if name != "XingMing"]
    assert places == sorted(places)


def test_people_of_one_name_get_a_number_in_the_zip():
    packed = lrmx.pack([lrmx.Sheet({"XingMing": "张三"}) for _ in range(3)])

    names = [name for name, _body in lrmx.unpack(packed)]
    assert names == ["张三.lrmx", "张三2.lrmx", "张三3.lrmx"]
    assert {lrmx.parse(body).name for _name, body in lrmx.unpack(packed)} == {"张三"}


class OldName(zipfile.ZipInfo):
    """A member whose name is written as old Chinese tools do: GB18030, no UTF-8 flag."""

    def _encodeFilenameFlags(self):  # noqa: N802 - zipfile's own name
        return self.filename.encode("gb18030"), self.flag_bits & ~0x800


def test_a_single_file_and_an_old_zip_are_unpacked_too():
    assert list(lrmx.unpack(file())) == [("", file())]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(OldName("甲/张三.LRMX"), file())
        archive.writestr("说明.txt", "无")

    names = [name for name, _body in lrmx.unpack(out.getvalue())]
    assert names == ["张三.LRMX"]


def zipped(count=1, size=10, name="{}.lrmx"):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for n in range(count):
            archive.writestr(name.format(n), b"0" * size)
    return out.getvalue()


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"PK\x03\x04junk", "损坏"),
        (zipped(0), "1 至"),
        (zipped(2001), "1 至"),
        (zipped(3, 70 * 1024**2), "过大"),
        (zipped(1, 60 * 1024**2), "展开后过大"),
        (zipped(name="../{}.lrmx"), "指向别处"),
    ],
    ids=["broken", "empty", "many", "large", "bomb", "elsewhere"],
)
def test_zips_that_cannot_be_taken_in_say_why(body, said):
    with pytest.raises(lrmx.LrmxUnreadable, match=said):
        list(lrmx.unpack(body))
