"""What the model learns and says: the reward library, and later its place in the platform."""
