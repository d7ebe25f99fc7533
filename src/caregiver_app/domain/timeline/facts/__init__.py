"""What follows from a history by counting: status, times, exposure and gentle notes."""
