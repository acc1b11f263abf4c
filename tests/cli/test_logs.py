import io
import logging

from cli.logs import ScrubbedFormatter


def test_a_traceback_that_carries_a_number_is_scrubbed():
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(ScrubbedFormatter("%(message)s"))
    log = logging.Logger("test")
    log.addHandler(handler)
    try:
        raise ValueError("读不懂：53292419050520008X 13800001234")  # noqa: TRY301
    except ValueError:
        log.exception("页面 %s 出错", "http://a.gov.test/53292419050520008X.html")
    said = stream.getvalue()
    assert "Traceback" in said
    assert "53292419050520008X" not in said
    assert "13800001234" not in said
