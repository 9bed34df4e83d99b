"""Rows and bytes that go, and the search that proves them gone."""
