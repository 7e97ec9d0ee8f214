import { connect, createServer, type Socket } from 'node:net';

/** A way to a server that can be cut at an exact byte. */
export interface CuttableWay {
  readonly url: string;
  /** bytes that the server answered so far */
  answered(): number;
  /** Lets so many more bytes of answers through, swallows the rest, cuts every connection, and refuses others for so many milliseconds. */
  cutAfter(bytes: number, away: number): void;
  /** After so many more bytes of answers nothing comes through on the connections that there are then, which stay open; new ones are as before. */
  silenceAfter(bytes: number): void;
  stop(): Promise<void>;
}

/** @param url of the server, with a port */
export async function startProxy(url: string): Promise<CuttableWay> {
  const target = new URL(url);
  const pairs = new Set<readonly [Socket, Socket]>();
  const silent = new Set<readonly [Socket, Socket]>();
  let answered = 0;
  let left = Number.POSITIVE_INFINITY;
  let atEnd = cut;
  let isAway = false;
  let away = 0;

  function cut(): void {
    left = Number.POSITIVE_INFINITY;
    isAway = true;
    setTimeout(() => {
      isAway = false;
    }, away);
    for (const pair of pairs) for (const socket of pair) socket.destroy();
  }

  function silence(): void {
    left = Number.POSITIVE_INFINITY;
    for (const pair of pairs) silent.add(pair);
  }

  const server = createServer((client) => {
    if (isAway) {
      client.destroy();
      return;
    }
    const upstream = connect(Number(target.port), target.hostname);
    const pair = [client, upstream] as const;
    pairs.add(pair);
    client.on('data', (bytes) => {
      if (!silent.has(pair)) upstream.write(bytes);
    });
    upstream.on('data', (bytes: Buffer) => {
      if (silent.has(pair)) return;
      const through = bytes.subarray(0, Math.min(bytes.length, left));
      answered += through.length;
      left -= through.length;
      if (left > 0) client.write(through);
      else client.write(through, atEnd);
    });
    for (const [one, other] of [pair, [upstream, client]] as const) {
      one.on('error', () => other.destroy());
      one.on('close', () => {
        pairs.delete(pair);
        other.destroy();
      });
    }
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `redis://127.0.0.1:${port}`,
    answered: () => answered,
    cutAfter(bytes, milliseconds) {
      left = bytes;
      away = milliseconds;
      atEnd = cut;
    },
    silenceAfter(bytes) {
      left = bytes;
      atEnd = silence;
    },
    async stop() {
      for (const pair of pairs) for (const socket of pair) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
