"""Chaos: processes that deliver digests and are killed, and a Slack that loses what it answers."""
