"""What needs attention is brought up: in a dialog, as a number, in a message of numbers, for a calendar."""
