"""Structured Streaming from a Kafka topic into two PARQUET tables of the lake, each record once whatever dies: main.py TOPIC SCHEMA.

A record is a JSON object {"id": integer, "at": ISO 8601 time}. Of each one exactly one row is written:

- to `events` (id, at), when it is whole and in time;
- to `rejected` (reason, source_partition, source_offset, value) otherwise, so that nothing is dropped in silence. The reason is
    `empty`      it has no value, or nothing but white space;
    `malformed`  it is not a JSON object with both fields, of these types;
    `late`       `at` is more than ten minutes before the time at which Kafka took the record. Kafka's time does not depend on when
                 the stream runs, so that a record is judged the same way when its batch is run again.

Both tables are partitioned by `batch`, and a batch replaces its own partition. Offsets and checkpoint lie in s3a, in SCHEMA's folder: after
a crash a batch is run again with the same offsets, and what it had written before is replaced, not added to. (Spark's own file sink keeps
its list of valid files in `_spark_metadata`, which Presto does not read, and would count a repeated batch twice.)
"""
import json
import sys

from kafka_options import kafka_options
from pyspark.sql import SparkSession
from pyspark.sql import functions as f
from pyspark.sql.streaming import StreamingQueryListener

topic, schema = sys.argv[1:]
session = SparkSession.builder.appName("to-lake").getOrCreate()
location = session.sql(f"DESCRIBE DATABASE {schema}").where("info_name = 'Location'").first()["info_value"]


class Progress(StreamingQueryListener):
    """Says how far the topic has been read into the lake, by partition, when a batch is complete."""

    def onQueryStarted(self, event):
        pass

    def onQueryProgress(self, event):
        offsets = json.loads(event.progress.sources[0].endOffset)[topic]
        print(f"lake has batch {event.progress.batchId}: {json.dumps(offsets, sort_keys=True, separators=(',', ':'))}", flush=True)

    def onQueryTerminated(self, event):
        pass


def judged(records):
    text = f.col("value").cast("string")
    parsed = f.from_json(text, "id BIGINT, at TIMESTAMP", {"mode": "PERMISSIVE"})
    event = records.withColumn("text", text).withColumn("event", parsed)
    reason = (
        f.when(f.coalesce("text", f.lit("")).rlike(r"^\s*$"), "empty")
        .when(f.col("event.id").isNull() | f.col("event.at").isNull(), "malformed")
        .when(f.col("event.at") < f.col("timestamp") - f.expr("INTERVAL 10 MINUTES"), "late")
    )
    return event.withColumn("reason", reason)


def write(records, batch):
    rows = judged(records).persist()
    rows.createOrReplaceTempView("batch_rows")
    sql = rows.sparkSession.sql
    sql(f"INSERT OVERWRITE {schema}.events PARTITION (batch = {batch}) SELECT event.id, event.at FROM batch_rows WHERE reason IS NULL")
    print(f"lake has the events of batch {batch}", flush=True)
    sql(
        f"INSERT OVERWRITE {schema}.rejected PARTITION (batch = {batch}) "
        "SELECT reason, partition, offset, text FROM batch_rows WHERE reason IS NOT NULL"
    )
    rows.unpersist()


session.sql(f"CREATE TABLE IF NOT EXISTS {schema}.events (id BIGINT, at TIMESTAMP, batch BIGINT) USING parquet PARTITIONED BY (batch)")
session.sql(
    f"CREATE TABLE IF NOT EXISTS {schema}.rejected (reason STRING, source_partition INT, source_offset BIGINT, value STRING, batch BIGINT) "
    "USING parquet PARTITIONED BY (batch)"
)
session.streams.addListener(Progress())
stream = session.readStream.format("kafka").option("subscribe", topic).option("startingOffsets", "earliest")
records = stream.options(**kafka_options()).load()
query = records.writeStream.foreachBatch(write).option("checkpointLocation", f"{location}/_checkpoint")
query.start().awaitTermination()
