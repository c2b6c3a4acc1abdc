"""A program that tells its name, waits until somebody had the time to end it, and counts."""
import time

from pyspark.sql import SparkSession

spark = SparkSession.builder.getOrCreate()
print(f"runs: {spark.sparkContext.applicationId}", flush=True)
time.sleep(2)
print(f"counted: {spark.range(1000).count()}")
