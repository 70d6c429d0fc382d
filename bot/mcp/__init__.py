"""Assistants that ask over the Model Context Protocol: who may, how often, and by which way."""
