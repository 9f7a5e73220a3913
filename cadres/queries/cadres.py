"""Questions about people."""

from datetime import date

from django.db.models import Q, QuerySet

from cadres.models import Cadre, Post


def posts_on(on: date) -> QuerySet[Post]:
    """Answer the posts held on a day; the day a post ends is no longer held."""
    return Post.objects.filter(Q(until_on=None) | Q(until_on__gt=on), from_on__lte=on)


def post_title(cadre: Cadre, on: date) -> str:
    """Answer the title of the main post held on a day, empty if none is on record."""
    posts = Post.objects.filter(cadre=cadre, is_main=True, from_on__lte=on)
    return posts.order_by("-from_on", "-pk").values_list("title", flat=True).first() or ""


def head_of(unit_id: int, on: date) -> Post | None:
    """Answer the post of who answers for a unit on a day, with the person."""
    heads = posts_on(on).filter(unit=unit_id, is_head=True).select_related("cadre")
    return heads.order_by("-from_on", "-pk").first()


def protections_on(cadre: Cadre, on: date) -> set[str]:
    """Answer the kinds of protection in force on a day."""
    return set(cadre.protections.in_force(on).values_list("kind", flat=True))
