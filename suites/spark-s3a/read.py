"""Prints the lines of a text object: main.py URI."""
import sys

from pyspark.sql import SparkSession

for row in SparkSession.builder.appName("read").getOrCreate().read.text(sys.argv[1]).collect():
    print(f"read: {row.value}")
