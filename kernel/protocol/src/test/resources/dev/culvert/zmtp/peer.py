"""libzmq as the other end: peer.py WHAT PORT. Prints what it found, and ends with 0 when all was right."""
import sys

import zmq

what, port = sys.argv[1], int(sys.argv[2])
address = f"tcp://127.0.0.1:{port}"
context = zmq.Context()


def socket(kind):
    made = context.socket(kind)
    made.rcvtimeo = 30_000
    made.linger = 30_000
    return made


def request(kind):
    client = socket(kind)
    client.connect(address)
    for length in (0, 1, 255, 256, 8_192, 100_000, 20_000_000):
        content = bytes([length % 251]) * length
        client.send_multipart([b"a", content])
        assert client.recv_multipart() == [b"a", content, str(length).encode()], length


def subscribe():
    client = socket(zmq.SUB)
    client.subscribe(b"stream")
    client.connect(address)
    assert client.recv_multipart() == [b"stream.a", b"\x01\x02"]
    client.unsubscribe(b"stream")
    client.subscribe(b"stat")
    assert client.recv_multipart() == [b"status", b"\x01\x02"]


def answer():
    router = socket(zmq.ROUTER)
    router.bind(address)
    identity, text = router.recv_multipart()
    assert identity == b"me", identity
    router.send_multipart([identity, b"to " + text])
    router.recv_multipart()  # it was received


def publish():
    publisher = socket(zmq.XPUB)
    publisher.bind(address)
    assert publisher.recv() == b"\x01"
    publisher.send(b"alone")
    publisher.send_multipart([b"two", b"frames"])
    sys.stdin.read()


actions = {
    "dealer": lambda: request(zmq.DEALER),
    "req": lambda: request(zmq.REQ),
    "sub": subscribe,
    "router": answer,
    "xpub": publish,
}
actions[what]()
context.destroy()
