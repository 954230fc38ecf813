# A bad path for datagrams, outside of the JVM: what comes to port 9001 goes to the receiver, what comes to 9002 to the
# sender. So many percent are lost, doubled, and held up so that others overtake them; the chance comes from the seed.
import heapq
import random
import select
import socket
import sys
import time

host = socket.gethostbyname(sys.argv[1])
targets = [(host, int(sys.argv[3])), (host, int(sys.argv[2]))]
percent, seed = int(sys.argv[4]) / 100, int(sys.argv[5])
chance = [random.Random(seed), random.Random(-seed - 1)]
ends = []
for port in (9001, 9002):
    end = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    end.bind(("", port))
    ends.append(end)
waiting, order = [], 0

while True:
    limit = max(0, waiting[0][0] - time.monotonic()) if waiting else None
    for end in select.select(ends, [], [], limit)[0]:
        data = end.recv(65535)
        way = ends.index(end)
        if chance[way].random() < percent:
            continue
        for _ in range(2 if chance[way].random() < percent else 1):
            late = 0.009 if chance[way].random() < percent else 0.001
            order += 1
            heapq.heappush(waiting, (time.monotonic() + late, order, way, data))
    while waiting and waiting[0][0] <= time.monotonic():
        _, _, way, data = heapq.heappop(waiting)
        ends[1 - way].sendto(data, targets[way])
