"""Collecting: what is due is read once, and what comes in is told apart."""
