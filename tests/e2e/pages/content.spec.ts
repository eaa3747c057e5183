import { expect, test } from '@playwright/test';
import { holds, languages, said, signIn, widths } from './help';

for (const { name, viewport } of widths) {
  test.describe(name, () => {
    test.use({ viewport });
    for (const lang of languages) {
      test(`pages that anyone can read hold in ${lang}`, async ({ page }) => {
        await page.goto(`/${lang}/`);
        await expect(page.locator('.app-card').first()).toBeVisible();
        await expect(page.locator('html')).toHaveAttribute('lang', { en: 'en', tc: 'zh-Hant-HK', sc: 'zh-Hans-HK' }[lang]);
        await holds(page, `${lang}-${name}-home`);
        await page.getByRole('button', { name: said(lang, 'home.by.department') }).click();
        await page.getByRole('searchbox').fill('護照');
        await expect(page.locator('.app-card').first()).toBeVisible();
        await holds(page, `${lang}-${name}-home-search`);
        await page.goto(`/${lang}/form/?id=immd-passport`);
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
        await holds(page, `${lang}-${name}-start`);
        await page.goto(`/${lang}/accessibility/`);
        await holds(page, `${lang}-${name}-accessibility`);
        await page.goto(`/${lang}/form/?id=no-such-form`);
        await expect(page.getByRole('heading', { level: 1 })).toHaveText(said(lang, 'failure.notFoundTitle'));
        await holds(page, `${lang}-${name}-missing-form`);
        await page.goto(`/${lang}/signed-in/`);
        await expect(page.getByRole('heading', { level: 1 })).toHaveText(said(lang, 'signedIn.failed'));
        await holds(page, `${lang}-${name}-signed-in-failed`);
      });
    }

    test('a page that is not there says so in three languages', async ({ page }) => {
      const response = await page.goto('/tc/nowhere/');
      expect(response?.status()).toBe(404);
      await holds(page, `${name}-404`);
    });
  });
}

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });
  test('the first page leads to every language, and a form says why it does not open', async ({ page }) => {
    await page.goto('/');
    await page.getByRole('link', { name: '繁體' }).click();
    await expect(page).toHaveURL(/\/tc\/$/);
    // Chromium does not draw noscript where a debugger has turned scripts off, so its text is read from the page itself.
    expect(await page.content()).toContain(said('tc', 'site.noscript'));
  });
});

test.describe('for a reader of Simplified Chinese', () => {
  test.use({ locale: 'zh-CN' });
  test('the first page picks the language', async ({ page }) => {
    await page.goto('/');
    await expect(page).toHaveURL(/\/sc\/$/);
  });
});

test('the switch of language keeps the page and what it shows', async ({ page }) => {
  await page.goto('/en/form/?id=immd-passport');
  await page.getByRole('link', { name: '简体' }).click();
  await expect(page).toHaveURL(/\/sc\/form\/\?id=immd-passport$/);
  await expect(page.locator('link[hreflang="zh-Hant-HK"]')).toHaveAttribute('href', '/tc/form/');
});

test('nothing breaks the content security policy', async ({ page }) => {
  const broken: string[] = [];
  page.on('console', message => message.text().includes('Content Security Policy') && broken.push(message.text()));
  await page.goto('/en/cases/');
  await signIn(page, 'citizen');
  await page.goto('/en/');
  await expect(page.locator('.app-card').first()).toBeVisible();
  expect(broken).toEqual([]);
});

test('signing out takes the name and the session away', async ({ page }) => {
  await page.goto('/en/');
  await page.getByRole('button', { name: said('en', 'nav.signIn') }).click();
  await signIn(page, 'citizen');
  await expect(page.getByText('Chan Tai Man')).toBeVisible();
  await page.getByRole('button', { name: said('en', 'nav.signOut') }).click();
  await expect(page.getByRole('button', { name: said('en', 'nav.signIn') })).toBeVisible();
});
