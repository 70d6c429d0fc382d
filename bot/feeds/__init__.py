"""Feeds and job boards, collected: fetched, read in bounded processes, and kept."""
