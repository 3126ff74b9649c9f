import { createSocket } from 'node:dgram';

/** What a name server says: addresses, that there is no such name, that it is in trouble, or nothing at all. */
export type Says = readonly string[] | 'no such name' | 'in trouble' | 'nothing';

const CODES = { 'no such name': 3, 'in trouble': 2 } as const;

/** A name server on 127.0.0.1 that says the same of every name (RFC 1035, 4.1). */
export async function nameServer(says: Says): Promise<{ address: string; asked: string[]; close(): void }> {
  const socket = createSocket('udp4');
  const asked: string[] = [];
  socket.on('message', (question, from) => {
    if (says === 'nothing') return;
    const name = nameIn(question);
    asked.push(name);
    const end = 12 + name.length + 2 + 4;
    const isV4 = question.readUInt16BE(end - 4) === 1;
    const addresses = typeof says === 'string' || !isV4 ? [] : says;
    const head = Buffer.from(question.subarray(0, 12));
    head.writeUInt16BE(0x8180 | (typeof says === 'string' ? CODES[says] : 0), 2);
    head.writeUInt16BE(addresses.length, 6);
    head.writeUInt32BE(0, 8);
    const answers = addresses.map(address =>
      Buffer.from([0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 0, 0, 4, ...address.split('.').map(Number)]),
    );
    socket.send(Buffer.concat([head, question.subarray(12, end), ...answers]), from.port, from.address);
  });
  await new Promise<void>(done => socket.bind(0, '127.0.0.1', done));
  return { address: `127.0.0.1:${socket.address().port}`, asked, close: () => socket.close() };
}

function nameIn(question: Buffer): string {
  const labels: string[] = [];
  for (let at = 12; question[at]; at += (question[at] ?? 0) + 1) {
    labels.push(question.toString('latin1', at + 1, at + 1 + (question[at] ?? 0)));
  }
  return labels.join('.');
}
