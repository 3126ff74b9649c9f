import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, onTestFinished, test } from 'vitest';
import { DESK_PAGES } from '../../../core/rules/desk-pages.ts';
import { deskFiles } from '../../../server/desk/desk.ts';
import { Desk } from '../api/desk.ts';

const files = deskFiles();

/** What the page loads before anything else. */
async function firstView(): Promise<string[]> {
  const page = await (await files.request('/desk')).text();
  return [...page.matchAll(/(?:src|href)="(\/desk\/assets\/[^"]+\.(?:js|css))"/g)].map(match => match[1]!);
}

describe("the desk's files", () => {
  const pages = Object.keys(DESK_PAGES).map(name => `/desk/${name}`);
  test.each(['/desk', '/desk/entry/019aa000-0000-7000-8000-00000000beef', ...pages])(
    '%s is asked for each time',
    async path => {
      const answer = await files.request(path);
      expect(answer.status).toBe(200);
      expect(answer.headers.get('cache-control')).toBe('no-store');
      const policy = answer.headers.get('content-security-policy');
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("script-src 'self'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toMatch(/unsafe|https?:|\*/);
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
      const page = await answer.text();
      expect(page).not.toMatch(/<script(?![^>]*\ssrc=)|<style|\sstyle=|\son\w+=/);
      expect(page).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
    },
  );

  test('what they load is named after what is in it, kept for ever, and at most 60 KB', async () => {
    const paths = await firstView();
    expect(new Set(paths.map(path => path.split('.').at(-1)))).toEqual(new Set(['css', 'js']));
    let bytes = 0;
    for (const path of paths) {
      const answer = await files.request(path);
      expect(answer.status).toBe(200);
      expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
      expect(answer.headers.get('content-type')).toMatch(/^text\/(javascript|css); charset=utf-8$/);
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
      const body = new Uint8Array(await answer.arrayBuffer());
      // Neither notes for whoever looks for a fault, nor where it was built.
      expect(new TextDecoder().decode(body)).not.toMatch(/fileName:|lineNumber:|web\/main\.tsx/);
      bytes += gzipSync(body).length;
    }
    expect(bytes).toBeGreaterThan(5_000);
    expect(bytes).toBeLessThanOrEqual(60 * 1024);
  });

  test('it can be installed: a manifest that names icons of the sizes it says, and nobody’s practice', async () => {
    const page = await files.request('/desk');
    expect(page.headers.get('content-security-policy')).toContain("manifest-src 'self'");
    expect(await page.text()).toContain('<link rel="manifest" href="/desk/manifest.webmanifest"');
    const answer = await files.request('/desk/manifest.webmanifest');
    expect(answer.headers.get('content-type')).toBe('application/manifest+json');
    const manifest = (await answer.json()) as {
      start_url: string;
      scope: string;
      display: string;
      icons: { src: string; sizes: string; type: string; purpose: string }[];
    };
    expect(manifest).toMatchObject({ start_url: '/desk', scope: '/desk', display: 'standalone' });
    expect(manifest.icons.map(icon => icon.purpose)).toContain('maskable');
    for (const { src, sizes, type } of manifest.icons) {
      const icon = await files.request(src);
      expect([src, icon.status, icon.headers.get('content-type')]).toEqual([src, 200, type]);
      expect(icon.headers.get('x-content-type-options')).toBe('nosniff');
      if (type !== 'image/png') continue;
      // A PNG says its size in its first chunk: https://www.w3.org/TR/png-3/#11IHDR
      const bytes = new DataView(await icon.arrayBuffer());
      expect(`${bytes.getUint32(16)}x${bytes.getUint32(20)}`).toBe(sizes);
    }
  });

  test.each([
    '/desk/assets/index-yesterday.js',
    '/desk/icon-64.png',
    '/desk/index.html',
    '/desk/assets/..%2findex.html',
    '/desk/assets/__proto__',
    '/desk/nothing',
  ])('%s is not there, and nobody keeps that', async path => {
    const answer = await files.request(path);
    expect(answer.status).toBe(404);
    expect(answer.headers.get('content-type')).not.toContain('html');
    expect(answer.headers.get('cache-control')).not.toBe('public, max-age=31536000, immutable');
  });

  test('that were not built say how to build them', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'second-ring-unbuilt-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const answer = await deskFiles(folder).request('/desk');
    expect(answer.status).toBe(503);
    expect(await answer.text()).toContain('npm run build');
  });
});

test('what every screen needs to know of the configuration names staff, and no number of theirs', async () => {
  const desk = await Desk.begin();
  const { status, json } = await desk.get('dana', '/api/practice');
  expect(status).toBe(200);
  expect(Object.keys(json).sort()).toEqual(['language', 'name', 'staff', 'timeZone']);
  expect(json.staff).toContainEqual({ id: 'dana', name: expect.any(String), rings: true });
  expect(JSON.stringify(json)).not.toMatch(/\+1\d|@/);
  expect(await desk.get('covered', '/api/practice')).toMatchObject({ status: 423 });
});
