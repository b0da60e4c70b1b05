"""What Telltale takes and how long, on a machine like yours. ``make bench`` prints it."""
