"""Writes, from each of two tasks, lines of the form "HOST NUMBER" with the numbers 0 to 1999 and the name of the executor's host: main.py URI."""
import socket
import sys

from pyspark.sql import SparkSession


def lines(task, _):
    for number in range(1000 * task, 1000 * (task + 1)):
        yield (f"{socket.gethostname()} {number}",)


session = SparkSession.builder.appName("hosts").getOrCreate()
rows = session.sparkContext.parallelize(range(2), 2).mapPartitionsWithIndex(lines)
session.createDataFrame(rows, "line STRING").write.text(sys.argv[1])
session.stop()
