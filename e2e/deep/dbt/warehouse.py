"""Runs steps on one warehouse, each a line of JSON on stdin, and answers each with a line of JSON.

{"load": {"folder": …, "schema": …, "tables": {name: {column: type}}}}  makes tables of `<name>.jsonl`
{"query": sql}  gives rows; {"execute": sql} changes something
{"dbt": [arguments]}  gives how each node ended
"""

import datetime
import decimal
import json
import os
import sys

from dbt.cli.main import dbtRunner

kind, address, port = sys.argv[1:4]


def connect():
    if kind == "duckdb":
        import duckdb

        return duckdb.connect(address)
    import psycopg2

    connection = psycopg2.connect(host="127.0.0.1", port=int(port), user="tester", dbname="postgres")
    connection.autocommit = True
    return connection


def run(sql, *values):
    connection = connect()
    try:
        cursor = connection.cursor()
        cursor.execute(sql, *values)
        names = [column[0] for column in cursor.description or []]
        is_query = kind == "duckdb" or cursor.description
        return [dict(zip(names, row)) for row in cursor.fetchall()] if is_query else []
    finally:
        connection.close()


def load(folder, schema, tables):
    run(f'create schema if not exists "{schema}"')
    for name, columns in tables.items():
        table = f'"{schema}"."{name}"'
        definitions = ", ".join(f'"{column}" {kind_of}' for column, kind_of in columns.items())
        run(f"drop table if exists {table} cascade")
        run(f"create table {table} ({definitions})")
        path = os.path.join(folder, f"{name}.jsonl")
        if not os.path.exists(path) or os.path.getsize(path) == 0:
            continue
        if kind == "duckdb":
            texts = ", ".join(f"'{column}': '{kind_of}'" for column, kind_of in columns.items())
            names = ", ".join(f'"{column}"' for column in columns)
            source = f"read_json('{path}', format='newline_delimited', columns={{{texts}}})"
            run(f"insert into {table} select {names} from {source}")
        else:
            with open(path, encoding="utf8") as file:
                rows = "[" + ",".join(line for line in file if line.strip()) + "]"
            run(f"insert into {table} select * from json_populate_recordset(null::{table}, %s)", (rows,))


def dbt(arguments):
    result = dbtRunner().invoke(arguments)
    if result.exception is not None:
        return {"success": False, "nodes": {}, "problem": str(result.exception)}
    nodes = {
        one.node.name: {"status": str(one.status), "message": one.message, "failures": one.failures}
        for one in getattr(result.result, "results", [])
        if hasattr(one, "node")
    }
    return {"success": result.success, "nodes": nodes}


def plain(value):
    if isinstance(value, decimal.Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, (datetime.date, datetime.datetime)):
        return value.isoformat()
    return str(value)


# dbt prints on stdout; the answers have it for themselves.
answers = os.fdopen(os.dup(1), "w")
os.dup2(2, 1)
for line in sys.stdin:
    step = json.loads(line)
    try:
        if "load" in step:
            answer = load(**step["load"])
        elif "dbt" in step:
            answer = dbt(step["dbt"])
        else:
            answer = run(step.get("query") or step["execute"])
        print(json.dumps({"answer": answer}, default=plain), file=answers, flush=True)
    except Exception as problem:  # the test shows it
        print(json.dumps({"problem": repr(problem)}), file=answers, flush=True)
