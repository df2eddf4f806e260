"""Certificates (证明): choosing, previewing, issuing, keeping and verifying them."""
