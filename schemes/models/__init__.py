from schemes.models.grounds import Ground, GroundSet

__all__ = ["Ground", "GroundSet"]
