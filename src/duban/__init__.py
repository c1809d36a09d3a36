"""duban 督办 reads official Chinese documents into a ledger where every field quotes its source.

>>> import duban
>>> reading = duban.read("1.新建公园。年内新建口袋公园5处。（牵头单位：区园林局）")
"""

from duban.reading import Reading, read

__all__ = ["Reading", "read"]
