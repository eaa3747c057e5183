import { expect, test } from '@playwright/test';
import { holds, languages, said, signIn, widths } from './help';

for (const { name, viewport } of widths) {
  test.describe(name, () => {
    test.use({ viewport });
    for (const lang of languages) {
      test(`who looked at a person's data, and why, holds in ${lang}`, async ({ page }) => {
        await page.goto(`/${lang}/cases/`);
        await signIn(page, 'citizen');
        await page.getByRole('link', { name: said(lang, 'accesses.title') }).click();
        await expect(page.getByRole('heading', { level: 1 })).toHaveText(said(lang, 'accesses.title'));
        const row = page.getByRole('listitem').filter({ hasText: 'HDFC-7346-KX3L' });
        await expect(row).toContainText({ en: 'Immigration Department looked at the details of your appointment', tc: '入境事務處查閱了你的預約資料', sc: '入境事务处查阅了你的预约资料' }[lang]);
        await expect(row).toContainText({ en: 'To serve you at your appointment.', tc: '在你預約的時間為你提供服務。', sc: '在你预约的时间为你提供服务。' }[lang]);
        await holds(page, `${lang}-${name}-accesses`);
      });
    }
  });
}

test('whoever was looked at by nobody reads that', async ({ page }) => {
  await page.route('**/api/me/accesses', route => route.fulfill({ json: { accesses: [] } }));
  await page.goto('/en/accesses/');
  await signIn(page, 'citizen');
  await expect(page.getByText(said('en', 'accesses.none'))).toBeVisible();
});

test('a file leads back to its case, and an appointment to nowhere that needs its pass', async ({ page }) => {
  const why = { en: 'To work on your application.', tc: '處理你的申請。', sc: '处理你的申请。' };
  await page.route('**/api/me/accesses', route =>
    route.fulfill({
      json: {
        accesses: [
          { at: '2026-11-21T02:05:00Z', department: 'td', subject: 'case', reference: 'CDFH-3467-XY3K', what: 'att-1', purpose: 'process-case', why },
          { at: '2026-11-20T02:05:00Z', department: 'immd', subject: 'appointment', reference: 'HDFC-7346-KX3L', purpose: 'process-case', why },
        ],
      },
    }),
  );
  await page.goto('/en/accesses/');
  await signIn(page, 'citizen');
  await expect(page.getByText('Transport Department opened a file that you sent')).toBeVisible();
  await expect(page.getByRole('link', { name: 'CDFH-3467-XY3K' })).toHaveAttribute('href', '/en/case/?ref=CDFH-3467-XY3K');
  await expect(page.getByRole('link', { name: 'HDFC-7346-KX3L' })).toHaveCount(0);
});
