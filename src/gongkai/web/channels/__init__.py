"""Where what is public goes: each channel takes an envelope and gives a receipt."""
