"""Feeds: fetched, read, kept, measured, and kept in order by admins."""
