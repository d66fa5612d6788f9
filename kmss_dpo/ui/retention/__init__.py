"""What has reached the end of its retention period: decided about, erased or kept, and logged."""
