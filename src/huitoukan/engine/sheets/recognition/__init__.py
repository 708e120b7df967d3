"""What a grid is: where its header stands, which kind of list it is, which column is which, which rows are data."""
