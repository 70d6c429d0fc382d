"""A stand-in for Slack on loopback: its Web API, what it sends to an app, and a page to try it on."""
