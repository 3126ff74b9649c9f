import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { ORIGIN } from './office.ts';

/** Flags of authenticator data (WebAuthn, 6.1). */
const PRESENT = 0x01;
const VERIFIED = 0x04;
const ATTESTED = 0x40;

interface Creation {
  challenge: string;
  rp: { id: string };
  user: { id: string };
}

/** What a test may have it do otherwise than it should. */
export interface Oddity {
  origin?: string;
  rpId?: string;
  type?: string;
  challenge?: string;
  /** It did not ask who holds it. */
  unverified?: boolean;
  counter?: number;
  /** What it says of itself, over what it signs. */
  attestation?: (signed: Buffer) => { fmt: string; attStmt: Map<string, unknown> };
}

/** An authenticator in software: it makes one passkey, and signs with it as a browser would pass it on. */
export class SoftAuthenticator {
  readonly #keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  readonly id: string;
  counter = 0;
  #userHandle = '';

  constructor(id = randomBytes(16).toString('base64url')) {
    this.id = id;
  }

  create(options: Record<string, unknown>, odd: Oddity = {}): Record<string, unknown> {
    const { challenge, rp, user } = options as unknown as Creation;
    this.#userHandle = user.id;
    const raw = Buffer.from(this.id, 'base64url');
    const credential = Buffer.concat([
      Buffer.alloc(16),
      Buffer.from([raw.length >> 8, raw.length & 255]),
      raw,
      cbor(coseOf(this.#keys.publicKey)),
    ]);
    const authData = Buffer.concat([this.#data(odd.rpId ?? rp.id, ATTESTED, odd), credential]);
    const json = clientData('webauthn.create', challenge, odd);
    const signed = Buffer.concat([authData, createHash('sha256').update(json).digest()]);
    const { fmt, attStmt } = odd.attestation?.(signed) ?? { fmt: 'none', attStmt: new Map() };
    const object = cbor(
      new Map<unknown, unknown>([
        ['fmt', fmt],
        ['attStmt', attStmt],
        ['authData', authData],
      ]),
    );
    return {
      id: this.id,
      rawId: this.id,
      type: 'public-key',
      response: {
        clientDataJSON: json.toString('base64url'),
        attestationObject: object.toString('base64url'),
        transports: ['internal', 'a-way-of-tomorrow'],
        publicKeyAlgorithm: -7,
      },
      authenticatorAttachment: 'platform',
      clientExtensionResults: { credProps: { rk: true } },
    };
  }

  get(options: Record<string, unknown>, odd: Oddity = {}): Record<string, unknown> {
    const { challenge, rpId } = options as { challenge: string; rpId: string };
    this.counter += 1;
    const authData = this.#data(odd.rpId ?? rpId, 0, odd);
    const json = clientData('webauthn.get', challenge, odd);
    const signed = Buffer.concat([authData, createHash('sha256').update(json).digest()]);
    return {
      id: this.id,
      rawId: this.id,
      type: 'public-key',
      response: {
        clientDataJSON: json.toString('base64url'),
        authenticatorData: authData.toString('base64url'),
        signature: sign('sha256', signed, this.#keys.privateKey).toString('base64url'),
        userHandle: this.#userHandle,
      },
      clientExtensionResults: {},
    };
  }

  /** Vouches for itself with the passkey's own key, as some do when nobody asks (WebAuthn, 8.2). */
  vouchesForItself = (signed: Buffer) => ({
    fmt: 'packed',
    attStmt: new Map<string, unknown>([
      ['alg', -7],
      ['sig', sign('sha256', signed, this.#keys.privateKey)],
    ]),
  });

  #data(rpId: string, flags: number, { unverified, counter }: Oddity): Buffer {
    const count = Buffer.alloc(4);
    count.writeUInt32BE(counter ?? this.counter);
    const all = flags | PRESENT | (unverified ? 0 : VERIFIED);
    return Buffer.concat([createHash('sha256').update(rpId).digest(), Buffer.from([all]), count]);
  }
}

function clientData(type: string, challenge: string, odd: Oddity): Buffer {
  const data = {
    type: odd.type ?? type,
    challenge: odd.challenge ?? challenge,
    origin: odd.origin ?? ORIGIN,
    crossOrigin: false,
  };
  return Buffer.from(JSON.stringify(data));
}

/** ES256 as a COSE key (RFC 9053, 7.1.1). */
function coseOf(key: KeyObject): Map<number, unknown> {
  const { x = '', y = '' } = key.export({ format: 'jwk' });
  return new Map<number, unknown>([
    [1, 2],
    [3, -7],
    [-1, 1],
    [-2, Buffer.from(x, 'base64url')],
    [-3, Buffer.from(y, 'base64url')],
  ]);
}

/** As much of CBOR (RFC 8949) as an authenticator writes. */
function cbor(value: unknown): Buffer {
  if (typeof value === 'number') return value >= 0 ? head(0, value) : head(1, -1 - value);
  if (Buffer.isBuffer(value)) return Buffer.concat([head(2, value.length), value]);
  if (typeof value === 'string')
    return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
  if (Array.isArray(value)) return Buffer.concat([head(4, value.length), ...value.map(cbor)]);
  if (value instanceof Map) {
    return Buffer.concat([head(5, value.size), ...[...value].flatMap(pair => pair.map(cbor))]);
  }
  throw new Error(`No CBOR for ${typeof value}`);
}

function head(major: number, length: number): Buffer {
  if (length < 24) return Buffer.from([(major << 5) | length]);
  if (length < 256) return Buffer.from([(major << 5) | 24, length]);
  return Buffer.from([(major << 5) | 25, length >> 8, length & 255]);
}
