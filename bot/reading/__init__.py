"""Documents of others become text, each in a process that can be ended."""
