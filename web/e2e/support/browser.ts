import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { type GleanServer, password } from './server';

export const launch = (more: readonly string[] = []): Promise<Browser> =>
  chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', ...more],
  });

export const widths = [320, 768, 1440] as const;

export interface Look {
  width?: number;
  height?: number;
  theme?: 'light' | 'dark';
}

/** A browser context whose every error fails the test that asks for them. */
export async function open(
  browser: Browser,
  server: GleanServer,
  { width = 1440, height = 900, theme = 'light' }: Look = {},
) {
  const context = await browser.newContext({
    baseURL: server.url,
    viewport: { width, height },
    colorScheme: theme,
    reducedMotion: 'reduce',
    locale: 'en-GB',
    timezoneId: 'Europe/Zurich',
  });
  context.setDefaultTimeout(25_000);
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') {
      errors.push(message.text());
    }
  });
  return { context, page, errors };
}

/** Signs in by the form. */
export async function signIn(page: Page, name: string, path = '/review'): Promise<void> {
  await page.goto(`/login?next=${encodeURIComponent(path)}`);
  await page.getByLabel('Username').fill(name);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL((url) => url.pathname === path.split('?')[0]);
}

/** The session of one context for another, such as one of another width. */
export async function sameSession(from: BrowserContext, to: BrowserContext): Promise<void> {
  await to.addCookies(await from.cookies());
}
