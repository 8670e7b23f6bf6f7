import sqlalchemy

from expectations.duckdb_execution import DRIVER


def test_a_result_outlives_the_commit() -> None:
    engine = sqlalchemy.create_engine(f"{DRIVER}:///:memory:")
    with engine.connect() as connection:
        result = connection.execute(sqlalchemy.text("select 'a' as letter union all select 'b'"))
        connection.commit()
        assert result.scalars().all() == ["a", "b"]
    engine.dispose()
