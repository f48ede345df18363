"""监督保障: what watches over the work of organs: changes of organs, and what the district sees."""
