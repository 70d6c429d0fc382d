"""Model Context Protocol: what assistants ask, as pure functions from a request to a response."""
