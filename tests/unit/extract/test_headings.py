from extract.form import Form
from extract.headings import section_no


def test_a_heading_may_be_broken_inside_its_cell(form: Form) -> None:
    assert section_no("五、存在的主要问题\n及改进情况", form) == 5
    assert section_no("", form) is None
