"""Milliseconds that a cell takes until Jupyter's own client has its idle, and how much text came.

The arguments are a kernelspec as JSON, with the folder it lies in as resource_dir, a cell to run
before, and the cell.
"""
import json
import sys
import time

from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import KernelManager

manager = KernelManager()
manager._kernel_spec = KernelSpec(**json.loads(sys.argv[1]))
manager.start_kernel()
client = manager.client()
client.start_channels()
client.wait_for_ready(timeout=120)


def run(code):
    begun = time.monotonic()
    request = client.execute(code)
    length = 0
    while True:
        message = client.get_iopub_msg(timeout=120)
        content = message["content"]
        if message["parent_header"].get("msg_id") != request:
            continue
        if message["msg_type"] == "stream":
            length += len(content["text"])
        elif content.get("execution_state") == "idle":
            return (time.monotonic() - begun) * 1000, length


run(sys.argv[2])
print(*run(sys.argv[3]))
client.stop_channels()
manager.shutdown_kernel(now=True)
