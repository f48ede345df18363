"""How forms are rendered: by templates of ``ui``, with hint and error beside each field."""

from __future__ import annotations

from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    """Field templates come from ``ui/templates``."""

    field_template_name = "ui/field.html"
