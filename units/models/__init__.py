from units.models.jurisdictions import Jurisdiction
from units.models.units import Unit

__all__ = ["Jurisdiction", "Unit"]
