"""Measure the product on generated data: make bench."""
