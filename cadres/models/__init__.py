from cadres.models.backgrounds import Education, Honour
from cadres.models.cadres import Cadre
from cadres.models.duplicates import Merger, Pair
from cadres.models.gaps import Gap
from cadres.models.kinships import Kinship
from cadres.models.posts import Post, RankPeriod
from cadres.models.protections import Protection
from cadres.models.ratings import AnnualRating
from cadres.models.sheets import FormSheet

__all__ = [
    "AnnualRating",
    "Cadre",
    "Education",
    "FormSheet",
    "Gap",
    "Honour",
    "Kinship",
    "Merger",
    "Pair",
    "Post",
    "Protection",
    "RankPeriod",
]
