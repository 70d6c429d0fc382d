"""Slack in, Slack out: thin listeners, payload models, and views from answers to Block Kit."""
