"""Documents are written for real and read back with other libraries than those that wrote them."""

from datetime import date

import pytest

from reports.notice_form import NoticeForm


@pytest.fixture
def form() -> NoticeForm:
    return NoticeForm(
        issued_on=date(2024, 2, 29),
        rectify_by=date(2024, 3, 8),
        addressees="各县（区）人民政府，市人民政府各部门",
        report_to="市政府办公室政务公开办",
        previous="2023年第四季度通报",
        remark="此件公开发布",
    )
