from units.models.jurisdictions import FormerDivision, Jurisdiction
from units.models.units import FormerUnit, Unit, UnitAct

__all__ = ["FormerDivision", "FormerUnit", "Jurisdiction", "Unit", "UnitAct"]
