"""The weekly digest in Slack: its command, its buttons and form, what happens to its channels."""
