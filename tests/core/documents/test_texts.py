import pytest

from core.documents import texts


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("张\ud800三", "张三"),
        ("张\x00\x07\x1b\x7f\x85三", "张三"),
        ("一\t二\n三", "一\t二\n三"),
        ("一\r\n二\r三", "一\n二\n三"),
        ("\u202e张三\u2066\ufeff", "张三"),
        ("张\uffff\U0001fffe三\ufdd0", "张三"),
        ("㛃𬱟䶮㐱·é", "㛃𬱟䶮㐱·é"),
    ],
    ids=["surrogate", "control", "tab", "newline", "direction", "noncharacter", "kept"],
)
def test_clean(raw, clean):
    assert texts.clean(raw) == clean


def test_clean_all_reaches_every_depth():
    raw = {"a\x00": ["\x07b", ("c\ud800", 1, None)], "d": {"e": True}}

    assert texts.clean_all(raw) == {"a": ["b", ["c", 1, None]], "d": {"e": True}}
