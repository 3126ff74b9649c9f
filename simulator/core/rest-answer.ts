export interface RestAnswer {
  status: number;
  headers: Record<string, string>;
  /** JSON text, a WAV file, or nothing (204). */
  body: string | Uint8Array<ArrayBuffer> | null;
}

/** A refusal in Twilio's form. `mistake`: the product should not have asked like this, so it is complained about too. */
export class RestError extends Error {
  override name = 'RestError';
  readonly status: number;
  readonly code: number;
  readonly mistake: boolean;

  constructor(status: number, code: number, message: string, mistake = false) {
    super(message);
    this.status = status;
    this.code = code;
    this.mistake = mistake;
  }
}

export function jsonAnswer(status: number, value: unknown, headers: Record<string, string> = {}): RestAnswer {
  return { status, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(value) };
}

export function errorAnswer(error: RestError, headers: Record<string, string> = {}): RestAnswer {
  return jsonAnswer(
    error.status,
    {
      code: error.code,
      message: error.message,
      more_info: `https://www.twilio.com/docs/errors/${error.code}`,
      status: error.status,
    },
    headers,
  );
}

export const notFound = (path: string): RestError =>
  new RestError(404, 20404, `The requested resource ${path} was not found`);
