import { EdgeError } from '../errors.ts';

interface PageOf<Row> {
  instances: Row[];
  nextPage(): Promise<PageOf<Row>> | undefined;
}

/**
 * One of Twilio's lists page by page. Throws `EdgeError` when it does not end: what was not read to its end tells nothing
 * of what is not in it.
 */
export async function* pagesOf<Row>(first: Promise<PageOf<Row>>, most: number): AsyncGenerator<Row[]> {
  let page = await first;
  for (let pages = 1; ; pages += 1) {
    yield page.instances;
    const next = page.nextPage();
    if (!next) return;
    if (pages === most) throw new EdgeError('list_too_long', { sent: 'no' });
    page = await next;
  }
}
