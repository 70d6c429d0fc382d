"""Feeds in Slack: which there are and how they are doing, added, tried, turned on and paused."""
