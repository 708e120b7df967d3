"""The outside check: FEBRL's fourth data set, made by others for others, linked by the same steps as our lists."""
