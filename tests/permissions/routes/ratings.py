"""The addresses of the rating of courses."""

from datetime import timedelta

from django.utils import timezone

from core import dates
from tests.permissions.routes.asking import Route, nothing, of

RATINGS = [
    Route("training:class-ratings", of("room")),
    Route("training:rating-items", of("room"), form=lambda _w: {"items": "讲得清楚\n有用"}),
    Route(
        "training:rating-open",
        of("unrated_lesson"),
        form=lambda _w: {
            "closes_on": (dates.legal_day(timezone.now()) + timedelta(days=7)).isoformat()
        },
    ),
    Route("training:rating-list"),
    Route("training:rating", of("rating")),
    Route("training:rating-close", of("rating_to_close"), form=nothing),
    Route(
        "training:rate",
        of("rating"),
        form=lambda w: {f"m{n}": 4 for n in range(len(w.rating.items))},
    ),
]
