"""Asks the metastore for its databases, as whoever it has the keytab of, and prints them: `databases: [...]`."""
from pyspark.sql import SparkSession

session = SparkSession.builder.getOrCreate()
print("databases:", [name for (name,) in session.sql("SHOW DATABASES").collect()])
session.stop()
