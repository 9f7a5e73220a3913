"""Questions about people."""

from datetime import date

from cadres.models import Cadre, Post


def post_title(cadre: Cadre, on: date) -> str:
    """Answer the title of the main post held on a day, empty if none is on record."""
    posts = Post.objects.filter(cadre=cadre, from_on__lte=on).order_by("-from_on", "-pk")
    return posts.values_list("title", flat=True).first() or ""


def protections_on(cadre: Cadre, on: date) -> set[str]:
    """Answer the kinds of protection in force on a day."""
    return set(cadre.protections.in_force(on).values_list("kind", flat=True))
