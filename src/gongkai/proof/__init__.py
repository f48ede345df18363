"""May this text be published? Personal data, wording, copied text. Knows no reports and no cases."""
