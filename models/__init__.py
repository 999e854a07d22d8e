"""What the world is and what follows from it: pure, no I/O but this package's own data."""
