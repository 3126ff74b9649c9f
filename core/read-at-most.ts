/**
 * The bytes of a request or an answer, or null when there are more than `most`; the rest is then not read. Throws when it
 * is cut off.
 */
export async function readAtMost(
  { headers, body }: Pick<Request | Response, 'headers' | 'body'>,
  most: number,
): Promise<Uint8Array<ArrayBuffer> | null> {
  if (Number(headers.get('content-length') ?? 0) > most) return null;
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of body ?? []) {
    length += part.byteLength;
    if (length > most) return null;
    parts.push(part);
  }
  return Uint8Array.from(Buffer.concat(parts, length));
}
