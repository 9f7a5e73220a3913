"""What of the archive can be imported. The order is that in which a county needs it."""

from cadres.imports.people import PEOPLE
from cadres.imports.posts import POSTS
from cadres.imports.ratings import RATINGS
from core.imports.definitions import register

for definition in (PEOPLE, POSTS, RATINGS):
    register(definition)
