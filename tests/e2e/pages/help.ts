import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export const languages = ['en', 'tc', 'sc'] as const;
export type Lang = (typeof languages)[number];
export const widths = [
  { name: 'wide', viewport: { width: 1280, height: 900 } },
  { name: 'narrow', viewport: { width: 320, height: 720 } },
] as const;

const strings = Object.fromEntries(
  languages.map(lang => [lang, JSON.parse(readFileSync(join(__dirname, `../../../static-web/src/${lang === 'sc' ? 'generated' : 'strings'}/${lang}.json`), 'utf8')) as Record<string, string>]),
) as Record<Lang, Record<string, string>>;

/** A string of the portal, so that tests find things as people do, in every language. */
export function said(lang: Lang, key: string, values: Record<string, string | number> = {}): string {
  const text = strings[lang][key];
  if (text === undefined) {
    throw new Error(`No string ${key}`);
  }

  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

/** Leaves a picture of a page for whoever wants to look at it; they take a sixth of the time, so only with `E2E_PICTURES=1`. */
export async function picture(page: Page, name: string, fullPage = true): Promise<void> {
  if (process.env['E2E_PICTURES'] !== undefined) {
    await page.screenshot({ path: join(__dirname, `../artifacts/${name}.png`), fullPage });
  }
}

/** Holds a page against the rules of accessibility and width that every state of it must obey. */
export async function holds(page: Page, name: string): Promise<void> {
  await expect(page.locator('.app-loading')).toHaveCount(0);
  // In the page itself: no page of ours has a frame, and the other mode opens a page of its own for every look.
  const { violations } = await new AxeBuilder({ page })
    .options({ resultTypes: ['violations'] })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .setLegacyMode(true)
    .analyze();
  expect(violations.map(one => `${one.id}: ${one.nodes.map(node => node.target.join(' ')).join(' | ')}`), name).toEqual([]);
  const sideways = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(sideways, `${name} scrolls sideways`).toBeLessThanOrEqual(0);
  await picture(page, name);
}

/**
 * Looks at a page in somebody's own colours, where grounds are gone: of each pair, what is chosen, done or pressed must still differ from what
 * is not. A selector may end in `::before`.
 */
export async function seen(page: Page, name: string, ...different: [string, string][]): Promise<void> {
  for (const [one, other] of different) {
    const look = (selector: string): Promise<string> => {
      const [of, part] = selector.split(/(?=::)/) as [string, string?];
      return page.locator(of).first().evaluate((element, pseudo) => {
        const { backgroundColor, color, borderTopColor, borderBottomColor, borderWidth } = getComputedStyle(element, pseudo);
        return [backgroundColor, color, borderTopColor, borderBottomColor, borderWidth].join(' ');
      }, part);
    };
    expect(await look(one), `${one} looks as ${other} does`).not.toBe(await look(other));
  }

  await picture(page, `forced-${name}`);
}

/** Prints a page on A4, leaves a picture of it, and gives how many sheets it takes. */
export async function printed(page: Page, name: string): Promise<number> {
  const before = page.viewportSize();
  await page.emulateMedia({ media: 'print' });
  await page.setViewportSize({ width: 700, height: 990 });
  await picture(page, name, false);
  const pdf = await page.pdf({ preferCSSPageSize: true });
  await page.emulateMedia({ media: 'screen' });
  await page.setViewportSize(before!);
  return pdf.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0;
}

/** Signs in on the mock's page and waits until the portal is back. */
export async function signIn(page: Page, role: 'citizen' | 'officer'): Promise<void> {
  await page.getByRole('link', { name: role, exact: true }).click();
  await page.waitForURL(url => !url.pathname.startsWith('/idp/') && !url.pathname.includes('/signed-in/'));
}
