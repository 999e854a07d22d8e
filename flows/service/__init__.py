"""The standing service: what runs when, whose turn it is, and who is told of what fails."""
