"""Tokens: what a program shows to read in somebody's name."""
