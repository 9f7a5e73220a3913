"""What counts as a small number, and rows of few people put together."""

SMALL = 5


def gather(rows: dict[str, list[int]], *, rest: str) -> dict[str, list[int]]:
    """Answer the rows with those of fewer than five people put together under one key."""
    few = [key for key, row in rows.items() if 0 < sum(row) < SMALL]
    by_size = sorted((key for key in rows if key not in few), key=lambda key: sum(rows[key]))
    while few and by_size and sum(sum(rows[key]) for key in few) < SMALL:
        few.append(by_size.pop(0))
    if not few:
        return rows
    whole = [sum(column) for column in zip(*(rows[key] for key in few), strict=True)]
    return {key: row for key, row in rows.items() if key not in few} | {rest: whole}
