"""What the officer can do: one method for each thing."""
