"""What makes the package for Debian and its kin of a bundle."""
