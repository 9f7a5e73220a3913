"""Synthetic counties: plausible people, units and cases of no real place, by COPY, from a seed."""
