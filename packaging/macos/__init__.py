"""What makes the disk image for macOS of a bundle."""
