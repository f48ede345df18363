"""Pages of channels, figures, interpretations, documents, complaints, import and settings of 主动公开."""
