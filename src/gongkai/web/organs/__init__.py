"""Which organs there are, who stands above whom, and since when."""
