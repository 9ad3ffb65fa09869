/**
 * The built site is static: any plain file server gives it, from any folder,
 * without special headers; it breaks none of its own security policy, asks
 * nobody else for anything, and is light.
 */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { SITE, serveSite } from './file-server.ts';
import { printing } from './printing.ts';
import { expect, test } from './um32-page.ts';

const FOLDER = '/some/deep folder/um32/';
const WEIGHT_LIMIT_BYTES = 480_500;

test('the site works from any folder of a plain file server', async ({ page }) => {
  const folder = encodeURI(FOLDER);
  const { address, end } = await serveSite(folder);
  const complaints: string[] = [];
  const asked: string[] = [];
  let transferredBytes = 0;
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`${message.text()} ${message.location().url}`);
  });
  page.on('requestfailed', (request) => complaints.push(`failed: ${request.url()}`));
  page.context().on('request', (request) => asked.push(request.url()));
  const bodies: Promise<void>[] = [];
  page.context().on('response', (response) => {
    const weigh = async () => {
      const body = await response.body();
      transferredBytes += gzipSync(body).length;
    };
    bodies.push(weigh());
  });

  await page.goto(address);
  await page.waitForLoadState('networkidle');
  await Promise.all(bodies);

  expect(complaints).toEqual([]);
  expect(asked.filter((url) => !url.startsWith(address))).toEqual([]);
  expect(asked.filter((url) => url.endsWith('.wasm'))).toHaveLength(1);
  expect(transferredBytes).toBeLessThan(WEIGHT_LIMIT_BYTES);
  end();
});

test('a page that is opened from the disk, where browsers load nothing beside it, says so', async ({
  page,
  um32,
}) => {
  const words = page.getByText('The rest of um32 did not load.');
  await expect(words).toHaveCount(1);
  await expect(words).toBeHidden();
  await page.goto(pathToFileURL(join(SITE, 'index.html')).href);
  await expect(words).toBeVisible();
  await um32.picture('from the disk');
});

test('the face of bold letters comes with the first program, and is what they are drawn in', async ({
  page,
  um32,
}) => {
  const isThere = (weight: number): Promise<boolean> =>
    page.evaluate((weight) => document.fonts.check(`${weight} 14px 'IBM Plex Mono'`), weight);
  await expect.poll(() => isThere(400)).toBe(true);
  expect(await isThere(600)).toBe(false);
  await um32.openFile({
    name: 'bold.ums',
    content: printing('\x1b[1mbold\x1b[m plain'),
  });
  await um32.sees('bold plain');
  await expect(page.locator('.xterm-rows span', { hasText: 'bold' })).toHaveCSS(
    'font-weight',
    '600',
  );
  expect(await isThere(600)).toBe(true);
});

test('the security policy allows no inline script and no evaluated one', async ({
  um32: { page },
}) => {
  const policy = await page
    .locator('meta[http-equiv="Content-Security-Policy"]')
    .getAttribute('content');
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval';");
  const ran = await page.evaluate(async () => {
    const script = document.createElement('script');
    script.textContent = 'window.inlineRan = true';
    const refused = new Promise((resolve) =>
      document.addEventListener('securitypolicyviolation', () => resolve('refused')),
    );
    document.head.append(script);
    return Promise.race([refused, new Promise((resolve) => setTimeout(resolve, 2_000, 'ran'))]);
  });
  expect(ran).toBe('refused');
});
