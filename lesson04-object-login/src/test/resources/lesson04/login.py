import socket, struct, sys

def utf(text):
    data = text.encode()  # as modified UTF-8, but for U+0000 and for what lies beyond U+FFFF
    return struct.pack(">H", len(data)) + data

host, port, name, password = sys.argv[1:]
stream = (
    struct.pack(">HH", 0xACED, 5)
    + b"\x73\x72" + utf("lesson04.User") + struct.pack(">QBH", 1, 2, 2)
    + b"L" + utf("name") + b"\x74" + utf("Ljava/lang/String;")
    + b"L" + utf("password") + b"\x71" + struct.pack(">I", 0x7E0001)
    + b"\x78\x70"
    + b"\x74" + utf(name) + b"\x74" + utf(password)
)
with socket.create_connection((host, int(port)), timeout=10) as server:
    server.sendall(stream)
    answer = server.recv(1)
print({b"\x01": "login ok", b"\x00": "login failed"}.get(answer, "no answer"))
