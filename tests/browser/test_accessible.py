"""Every page type with axe-core, at three sizes; nothing sticks out of a phone, and at 200 % nothing that one can press is lost."""

from __future__ import annotations

import pytest

from browser import axe, looking

# What answers no role of the town with a page: files, data, acts that only take posts, and what leads on.
NO_PAGE = {"file", "302", "405", "422"}
# Shown only to who has a second factor (tests/web/accounts) or revealed something just now, the empty root of the API, an unknown link.
NOT_HERE = {
    "mfa_deactivate_totp", "mfa_view_recovery_codes", "mfa_download_recovery_codes", "mfa_edit_webauthn", "mfa_remove_webauthn", "desk:revealed",
    "api:api-root", "portal:consult",
    "portal:report_own", "portal:report_own_file", "portal:report_own_edition", "portal:report_own_edition_file",  # of a government with a region
    "desk:report_reading_file",  # of what waits for the superior: that of the seed is published
    "portal:organ_sitemap_part", "portal:item_version", "portal:figure_page",  # further parts of what is short, a version without one before
}  # fmt: skip
# What leads on without a browser of its own: the pages of the application, of a case and of a complaint, which the first test goes through.
OF_THE_CITIZEN = {
    "portal:receipt", "portal:receipt_days", "portal:receipt_qr", "portal:receipt_paper", "portal:apply_items", "portal:apply_joint", "portal:apply_check",
    "portal:apply_page", "portal:case", "portal:case_days", "portal:case_correct", "portal:case_withdraw", "portal:case_letter", "portal:case_letter_file",
    "portal:case_original", "portal:case_reasons", "portal:case_supplement",
    "portal:grievance_receipt",
}  # fmt: skip
LEADS_ON = {
    "accounts:home",
    "desk:report_of_year",
    "desk:reports_start",
    "desk:grievance_act",
    "desk:survey_act",
    "mfa_authenticate",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
    "mfa_login_webauthn",
    "mfa_edit_webauthn",
    "mfa_remove_webauthn",
}


def examine(shown):
    """What is wrong on the page at any size."""
    page, wrong = shown.page, []
    page.wait_for_load_state()  # a press does not wait for the page that it opens
    pressed = looking.pressable(page)
    page.set_viewport_size(looking.ZOOMED)
    wrong += [f"{shown.name} (200 %): lost {what}" for what in sorted(pressed - looking.pressable(page))]
    if wide := looking.overflow(page):
        wrong.append(f"{shown.name} (200 %): {wide}")
    wrong += [f"{shown.name} {line}" for line in axe.at_all_sizes(page)]
    return wrong


@pytest.mark.timeout(900)
def test_every_page_of_the_citizen(visit, site):
    wrong = [line for shown in looking.citizen_pages(visit, site) for line in examine(shown)]
    assert not wrong, "\n".join(wrong)


@pytest.mark.timeout(1800)
def test_every_address_of_the_urlconf(visit, site):
    refused = {}
    wrong = [line for shown in looking.office_pages(visit, site, refused) for line in examine(shown)]
    assert not wrong, "\n".join(wrong)
    unseen = {name: answers for name, answers in refused.items() if not answers & NO_PAGE} | {
        name: answers for name, answers in refused.items() if "302" in answers and name not in OF_THE_CITIZEN | LEADS_ON
    }
    assert not set(unseen) - NOT_HERE, unseen
