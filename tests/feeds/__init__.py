"""Feeds and job boards: read, kept, measured."""
