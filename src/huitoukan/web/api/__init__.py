"""The API: what a reader may see, for programs. It reads only, by a token, and shows nothing that pages do not."""
