"""How Slack reaches the app."""
