"""docs/bench.md: the chapter of tools.bench.methods, written row by row and kept by tools.bench."""

from tools.bench import methods, table

PAGE = "# Figures\n\n## Missed\n\n- nothing\n"


def row(name, said):
    return f"| {name} | {said} | 10 s | `x` |"


def test_rows_measured_replace_their_own_and_leave_the_others():
    page = methods.merged(PAGE, {"ledger": row("ledger", "close s 1")})
    page = methods.merged(page, {"rules": row("rules", "seconds 3")})
    page = methods.merged(page, {"ledger": row("ledger", "close s 2")})

    lines = page.splitlines()
    assert lines.count(table.HEAD) == 1
    told = [line for line in lines if "`x`" in line]
    assert told == [row("rules", "seconds 3"), row("ledger", "close s 2")]
    assert page.startswith(PAGE)


def test_chapter_is_kept_when_the_page_is_written_anew():
    assert table.chapter(PAGE) == ""

    page = methods.merged(PAGE, {"rules": row("rules", "seconds 3")})
    written = f"# Other figures\n\n{table.chapter(page)}"

    assert methods.merged(written, {}) == written
    assert row("rules", "seconds 3") in written
