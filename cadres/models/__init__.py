from cadres.models.cadres import Cadre
from cadres.models.posts import Post
from cadres.models.protections import Protection

__all__ = ["Cadre", "Post", "Protection"]
