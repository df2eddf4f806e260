"""What staff of the centre do at the desk (审核台)."""
