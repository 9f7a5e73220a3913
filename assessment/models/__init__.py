from assessment.models.assessments import Assessment, Score
from assessment.models.outcomes import Outcome

__all__ = ["Assessment", "Outcome", "Score"]
