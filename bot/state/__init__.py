"""What changes while Rolecall runs: who follows what, what was handled. Knowledge is kept elsewhere."""
