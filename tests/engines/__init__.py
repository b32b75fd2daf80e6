"""The same documents on two engines: every row and every verdict compared."""
