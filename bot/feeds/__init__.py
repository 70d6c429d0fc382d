"""Feeds and job boards: asked in turn, read within bounds, and kept."""
