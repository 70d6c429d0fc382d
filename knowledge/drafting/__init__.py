"""Statements of a text, made into a source: resolved, reviewed, written as a knowledge file."""
