"""The person who is ill and the people around them."""
