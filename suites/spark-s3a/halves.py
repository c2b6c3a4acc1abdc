"""Writes the numbers 0 to 1999 as PARQUET, in two tasks of a thousand: main.py URI [halt]. With `halt` the second task stops short of its end."""
import signal
import sys

from pyspark.sql import SparkSession

target, halt = sys.argv[1], sys.argv[2:] == ["halt"]


def numbers(task, _):
    for number in range(1000 * task, 1000 * (task + 1)):
        yield (number,)
    if halt and task == 1:
        signal.pause()


session = SparkSession.builder.appName("halves").getOrCreate()
rows = session.sparkContext.parallelize(range(2), 2).mapPartitionsWithIndex(numbers)
session.createDataFrame(rows, "number BIGINT").write.mode("append").parquet(target)
session.stop()
