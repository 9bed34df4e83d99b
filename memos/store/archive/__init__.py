"""Rows on their way out of a store and into another."""
