"""What makes the setup program for Windows of a bundle."""
