"""What the office says on its notice, from the settings and today's date."""

from core.clock import beijing_day
from reports.notice_form import NoticeForm
from scheduler.office import Office
from scoring.workdays import deadline


def notice_form(office: Office) -> NoticeForm:
    """Today as the date of issue; the deadline so many working days later."""
    notice = office.settings.notice
    today = beijing_day(office.clock())
    words = {"addressees": notice.addressees} if notice.addressees else {}
    return NoticeForm(
        issued_on=today,
        rectify_by=deadline(today, notice.rectify_days, office.holidays).day,
        number=notice.document_number,
        report_to=notice.contact,
        **words,
    )
