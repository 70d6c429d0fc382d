"""What takes long: several processes, thousands of things, whatever may happen in any order."""
