"""The platform's own calls, one file for each part of its documentation."""
