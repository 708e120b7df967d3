"""The server put together: settings from the environment, addresses, and the door for a web server."""
