"""Views of feeds: the list, what a try reads, and the form to add one."""
