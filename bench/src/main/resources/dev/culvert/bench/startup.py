"""Milliseconds from the start of a kernel to its first result, as Jupyter's own client sees it.

The argument is a kernelspec as JSON, with the folder it lies in as resource_dir.
"""
import json
import sys
import time

from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import KernelManager

manager = KernelManager()
manager._kernel_spec = KernelSpec(**json.loads(sys.argv[1]))
begun = time.monotonic()
manager.start_kernel()
client = manager.client()
client.start_channels()
client.wait_for_ready(timeout=120)
request = client.execute("1 + 1")
while True:
    message = client.get_iopub_msg(timeout=120)
    if message["parent_header"].get("msg_id") == request and message["msg_type"] == "execute_result":
        break
print((time.monotonic() - begun) * 1000)
client.stop_channels()
manager.shutdown_kernel(now=True)
