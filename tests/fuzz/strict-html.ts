/** What our pages are made of. Anything else in them came from somebody else. */
const TAGS = new Set(
  `html head meta title link body a header div span main section aside article h1 h2 h3 p ul ol li dl dt dd form input
  textarea fieldset legend label button footer blockquote br strong em small address`.split(/\s+/),
);
const VOID = new Set(['meta', 'link', 'input', 'br']);
const ATTRIBUTES = new Set(
  `lang charset name content property rel href type class id tabindex autofocus aria-labelledby aria-describedby
  aria-hidden aria-invalid aria-label hreflang method action novalidate value checked for rows autocomplete
  role`.split(/\s+/),
);
const TAG = /<(\/?)([a-z][a-z0-9]*)((?:\s+[a-z-]+(?:="[^"<>]*")?)*)\s*>/y;
const ATTRIBUTE = /\s+([a-z-]+)(?:="([^"<>]*)")?/g;
const TEXT = /(?:[^<>&"']|&(?:amp|lt|gt|quot|#39);|['"])*/y;
const ADDRESS = /^(?:\/(?!\/)|#|\?|tel:|sms:|https:\/\/)/;

/**
 * What is wrong with a page, read more strictly than any browser would: every tag and attribute one of ours, every value
 * quoted, every sign that means something escaped, everything closed in its order. Null when nothing is.
 */
export function wrongInPage(page: string): string | null {
  const doctype = '<!doctype html>';
  if (!page.startsWith(doctype)) return 'no doctype';
  const open: string[] = [];
  let at = doctype.length;
  while (at < page.length) {
    TEXT.lastIndex = at;
    at += TEXT.exec(page)?.[0].length ?? 0;
    if (at >= page.length) break;
    TAG.lastIndex = at;
    const [tag, closes = '', name = '', attributes = ''] = TAG.exec(page) ?? [];
    if (tag === undefined) return `not escaped: ${page.slice(at, at + 80)}`;
    if (!TAGS.has(name)) return `a strange element: ${tag}`;
    const wrong = wrongIn(attributes);
    if (wrong) return `${wrong} in ${tag}`;
    at += tag.length;
    if (closes) {
      if (open.pop() !== name) return `${tag} closes nothing`;
    } else if (!VOID.has(name)) open.push(name);
  }
  return open.length > 0 ? `never closed: ${open.join(' ')}` : null;
}

function wrongIn(attributes: string): string | null {
  for (const [, name = '', value = ''] of attributes.matchAll(ATTRIBUTE)) {
    if (!ATTRIBUTES.has(name)) return `a strange attribute ${name}`;
    if (/&(?!(?:amp|lt|gt|quot|#39);)/.test(value)) return `an ampersand that is not escaped`;
    if (['href', 'action'].includes(name) && value !== '' && !ADDRESS.test(value)) return `a strange address`;
  }
  return null;
}
