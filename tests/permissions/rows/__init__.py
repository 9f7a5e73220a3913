"""What a world holds for each floor: `rows(place)` answers name → row."""
