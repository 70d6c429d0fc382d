"""Feeds over a long time, and while processes are killed."""
