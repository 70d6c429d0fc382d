"""Views of feeds and job boards."""
