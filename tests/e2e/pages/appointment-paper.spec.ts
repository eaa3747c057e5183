import { expect, test } from '@playwright/test';
import { book, chooseDay, forward, heading, takeTime, toSlots } from '../book';
import { languages, printed, said, seen } from './help';

for (const lang of languages) {
  test(`an appointment is printed on one page that says all that the office asks, in ${lang}`, async ({ page }) => {
    const { reference, pass } = await book(page, 3);
    await page.goto(`/${lang}/appointments/manage/#offer=${pass}`);
    await expect(heading(page)).toHaveText(said(lang, 'manage.yours'));
    await page.emulateMedia({ media: 'print' });
    for (const hidden of ['.app-menu', '.app-languages', '.app-footer', '.govuk-back-link', '.app-actions', '.app-panel']) {
      await expect(page.locator(hidden).first()).toBeHidden();
    }

    const main = page.locator('main');
    for (const words of [reference, said(lang, 'booked.bring'), said(lang, 'booked.group', { count: 3 }), said(lang, 'booked.late')]) {
      await expect(main.getByText(words, { exact: true }).first()).toBeVisible();
    }

    await expect(page.locator('.app-receipt__qr')).toBeVisible();
    // The name on the office's door, in whatever language the page is.
    await expect(page.locator('.app-ticket__body')).toContainText(/(港島|東九龍|火炭|元朗)辦事處/, { useInnerText: true });
    expect(await printed(page, `${lang}-appointment-print`)).toBe(1);
  });
}

test('in forced colours nothing vanishes from the pages of an appointment', async ({ page }) => {
  await page.emulateMedia({ forcedColors: 'active' });
  await toSlots(page, 'en');
  const steps: [string, string] = ['.app-steps__bar .app-steps__done', '.app-steps__bar span:not(.app-steps__done)'];
  const menu: [string, string] = ['.app-menu a[aria-current]', '.app-menu a:not([aria-current])'];
  await chooseDay(page, 'en');
  await expect(page.locator('.app-time').first()).toBeVisible();
  await seen(page, 'slots', steps, menu,
    ['.app-toggle [aria-pressed="true"]', '.app-toggle [aria-pressed="false"]'],
    ['[aria-selected="true"] .app-day', '[aria-selected="false"] .app-day:not(.app-day--none)'],
    ['.app-day--none', '[aria-selected="false"] .app-day:not(.app-day--none)'],
  );
  await takeTime(page);
  await expect(heading(page)).toHaveText(said('en', 'held.title'));
  await seen(page, 'check');
  await page.getByRole('button', { name: said('en', 'held.confirm') }).click();
  await expect(heading(page)).toHaveText(said('en', 'booked.title'));
  const reference = (await page.locator('.app-sent .app-reference').textContent())!;
  await seen(page, 'booked');
  await page.request.post(`/mock/appointments/${reference}`, { data: { offer: { days: -3, time: '10:00', minutes: 180, reason: 'earlier-seat' } } });
  await page.locator('main').getByRole('link', { name: said('en', 'manage.link') }).click();
  await expect(page.locator('.app-offer')).toBeVisible();
  await seen(page, 'offer', ['.app-offer__new', '.app-offer__times > div:not(.app-offer__new)']);
  await page.goto('/en/appointments/');
  await forward(page, 'en');
  await seen(page, 'service');
});
