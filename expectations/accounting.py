"""Whether everything that came in came out: rows in and rows out balance, everything critical."""

from expectations.table_suite import TableSuite, expect, filled, table_suite
from expectations.unexpected_rows import ExpectNoRows

ACCOUNTS = ("files", "reports", "tables", "cells_found", "cells_asked_for", "claims")


def suites() -> list[TableSuite]:
    """Return the suite of marts.rpt_row_accounting."""
    return [
        table_suite(
            "marts.rpt_row_accounting",
            "marts.rpt_row_accounting",
            ("account",),
            [
                filled("statement_zh"),
                filled("statement_en"),
                expect(
                    ExpectNoRows,
                    "every account kept",
                    f"核算项目不多不少：{'、'.join(ACCOUNTS)}",
                    f"There are these accounts and no other: {', '.join(ACCOUNTS)}",
                    unexpected_rows_query=f"""
                        select expected.account as account_expected, accounts.account
                        from (values {", ".join(f"('{account}')" for account in ACCOUNTS)})
                            as expected (account)
                        full join {{batch}} as accounts using (account)
                        where expected.account is null or accounts.account is null
                    """,
                ),
                expect(
                    ExpectNoRows,
                    "rows balance",
                    "各环节转入数与转出数相等：从文件到 marts，没有丢失，也没有重复",
                    "Rows in and out balance at every step from the files to the marts: nothing "
                    "was lost, nothing is there twice",
                    # an unknown number is no balance
                    unexpected_rows_query="""
                        select account, rows_in, rows_out, difference, statement_zh, statement_en
                        from {batch}
                        where coalesce(rows_in <> rows_out or difference <> 0, true)
                    """,
                ),
            ],
        )
    ]
