"""Runs steps on warehouses. Each is a connection to a socket, and has a copy of this process: a first line of JSON says
where it is, {"folder": …, "kind": …, "address": …}, and each that follows is a step, answered with a line of JSON.

{"load": {"folder": …, "schema": …, "tables": {name: {column: type}}}}  makes tables of `<name>.jsonl`
{"query": sql}  gives rows; {"execute": sql} changes something
{"dbt": [arguments]}  gives how each node ended
"""

import datetime
import decimal
import json
import os
import socketserver
import sys

# What dbt loads when it begins to work with a database.
import dbt.adapters.duckdb  # noqa: F401
import dbt.adapters.postgres  # noqa: F401
from dbt.cli.main import dbtRunner

kind, address = "", ""


def connect():
    if kind == "duckdb":
        import duckdb

        return duckdb.connect(address)
    import psycopg2

    connection = psycopg2.connect(host="127.0.0.1", port=address, user="tester", dbname="postgres")
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


def run_dbt(arguments):
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


class Warehouse(socketserver.StreamRequestHandler):
    def handle(self):
        global kind, address
        place = json.loads(self.rfile.readline())
        kind, address = place["kind"], place["address"]
        os.chdir(place["folder"])
        for line in self.rfile:
            try:
                answer = {"answer": self.do(json.loads(line))}
            except Exception as problem:  # the test shows it
                answer = {"problem": repr(problem)}
            self.wfile.write(f"{json.dumps(answer, default=plain)}\n".encode())

    def do(self, step):
        if "load" in step:
            return load(**step["load"])
        if "dbt" in step:
            return run_dbt(step["dbt"])
        return run(step.get("query") or step["execute"])


class Warehouses(socketserver.ForkingMixIn, socketserver.UnixStreamServer):
    pass


with Warehouses(sys.argv[1], Warehouse) as server:
    print("listening", flush=True)
    # dbt prints on stdout, and nobody reads it.
    os.dup2(2, 1)
    server.serve_forever()
