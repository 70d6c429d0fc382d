"""Feeds: fetched, read in bounded processes, kept in the database, and shown to admins."""
