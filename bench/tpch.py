"""Runs the queries in queries.json one after the other, and prints the seconds that each took: main.py SCHEMA."""
import json
import sys
import time

from pyspark.sql import SparkSession

session = SparkSession.builder.appName("tpch").getOrCreate()
session.sql(f"USE {sys.argv[1]}")
with open("/program/queries.json", encoding="utf-8") as file:
    queries = json.load(file)
for query in queries:
    begin = time.monotonic()
    session.sql(query).collect()
    print(f"seconds: {time.monotonic() - begin:.3f}", flush=True)
session.stop()
