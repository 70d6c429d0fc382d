"""What takes long: several processes, thousands of things, whatever may be said or happen."""
