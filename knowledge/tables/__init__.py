"""Tables of figures: CSV files next to the sources that they are of."""
