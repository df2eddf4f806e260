"""What may be forgotten: every key has a life, and losing the server loses no business."""
