"""The fictional town's annual reports: last year's from its record to its readers, this year's begun."""
