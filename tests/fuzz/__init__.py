"""Coverage-guided fuzzing of all that reads what comes from outside: `python -m tests.fuzz --help`."""
