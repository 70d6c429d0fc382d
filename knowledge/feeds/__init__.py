"""Feeds and job boards: what they bring, what it is about, and what is measured of it. No network, no clock."""
