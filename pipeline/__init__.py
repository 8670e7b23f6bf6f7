"""The whole way from report files to a published warehouse: write, audit, publish."""
