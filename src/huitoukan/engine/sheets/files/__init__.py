"""A folder and its files in, grids of text out: nothing is interpreted here but how a file is written."""
