"""What merging reports is made of: the parts of a sum, why reports cannot be merged, and the words for both."""
