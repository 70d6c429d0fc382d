"""Views of a review: what a text states, statement by statement, and the forms that fill it in."""
