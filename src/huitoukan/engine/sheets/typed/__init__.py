"""The text of a recognised list as typed columns, by the types its kind gives them."""
