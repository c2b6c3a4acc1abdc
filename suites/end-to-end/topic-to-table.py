"""Writes the records that a Kafka topic has now into a new PARQUET table: main.py TOPIC TABLE. A record is {"id", "payload", "checksum"}."""
import sys

from kafka_options import kafka_options
from pyspark.sql import SparkSession
from pyspark.sql import functions as f

topic, table = sys.argv[1:]
session = SparkSession.builder.appName("topic-to-table").getOrCreate()
records = session.read.format("kafka").options(**kafka_options()).option("subscribe", topic).load()
parsed = f.from_json(f.col("value").cast("string"), "id STRING, payload STRING, checksum STRING")
records.select(parsed.alias("record")).select("record.*").write.format("parquet").saveAsTable(table)
session.stop()
