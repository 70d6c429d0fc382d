"""The one way to what others publish on the web: public addresses alone, and never more than a little."""
