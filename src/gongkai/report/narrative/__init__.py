"""The words of the year's report, bound to the record: fields in a text, facts that fill them, sentences drafted from facts."""
