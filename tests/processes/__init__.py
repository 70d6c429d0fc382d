"""Processes as platforms run them: told to end, killed, installed. Each takes seconds."""
