// https://www.twilio.com/docs/glossary/what-is-gsm-7-character-encoding
const BASIC =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';
const EXTENDED = '^{}\\[~]|€\f';

/** How many segments a text is billed as: GSM-7 160 alone and 153 in parts, UCS-2 70 and 67. */
export function countSegments(body: string): number {
  let septets = 0;
  for (const char of body) {
    if (BASIC.includes(char)) septets += 1;
    else if (EXTENDED.includes(char)) septets += 2;
    else return parts(body.length, 70, 67);
  }
  return parts(septets, 160, 153);
}

function parts(units: number, alone: number, inParts: number): number {
  return units <= alone ? 1 : Math.ceil(units / inParts);
}
