import { expect, test } from '@playwright/test';
import { card, chooseDay, find, heading, takeTime, toCheck } from '../book';
import { holds, languages, said } from '../pages/help';

// The real API behind the pages: what is held there is there, and what is given up is gone.
for (const lang of languages) {
  test(`an appointment is booked, found by its code, moved and cancelled on the real platform in ${lang}`, async ({ page }) => {
    const number = await toCheck(page, lang, card());
    await expect(page.locator('.app-countdown__clock')).toHaveText(/^(10:00|9:[0-5]\d)$/);
    await page.getByRole('button', { name: said(lang, 'held.confirm') }).click();
    await expect(heading(page)).toHaveText(said(lang, 'booked.title'));
    await holds(page, `${lang}-real-appointment-booked`);
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: said(lang, 'appt.calendar') }).click()]);
    expect(file.suggestedFilename()).toMatch(/\.ics$/);

    await page.evaluate(() => sessionStorage.clear());
    await page.goto(`/${lang}/appointments/manage/`);
    await find(page, lang, number, '1111');
    await expect(page.locator('.govuk-error-summary')).toContainText(said(lang, 'manage.notFound'));
    await find(page, lang, number);
    await expect(heading(page)).toHaveText(said(lang, 'manage.yours'));
    await page.getByRole('button', { name: said(lang, 'manage.change') }).click();
    await chooseDay(page, lang);
    await takeTime(page);
    await expect(page.getByText(said(lang, 'manage.changed'))).toBeFocused();
    await holds(page, `${lang}-real-appointment-moved`);
    await page.getByRole('button', { name: said(lang, 'manage.cancel') }).click();
    await page.getByRole('button', { name: said(lang, 'manage.cancelYes') }).click();
    await expect(page.getByText(said(lang, 'appt.status.cancelled'), { exact: true })).toBeVisible();
  });
}

test('an appointment made while signed in is in the list of the real platform, and leads to itself without the enquiry code', async ({ page }) => {
  await page.goto('/en/');
  await page.getByRole('button', { name: said('en', 'nav.signIn') }).click();
  await page.locator('button[value="chan-tai-man"]').click();
  await page.waitForURL(url => /^\/en\/(?!signed-in)/.test(url.pathname));
  await toCheck(page, 'en', card());
  await page.getByRole('button', { name: said('en', 'held.confirm') }).click();
  await expect(heading(page)).toHaveText(said('en', 'booked.title'));
  const reference = (await page.locator('.app-sent .app-reference').textContent())!;
  const row = page.locator('.app-row').filter({ hasText: reference });
  await expect(async () => {
    await page.goto('/en/cases/');
    await expect(row).toBeVisible({ timeout: 3000 });
    await expect(page.locator('.app-notices')).toContainText(said('en', 'event.appointmentBooked'), { timeout: 1000 });
  }).toPass();
  await holds(page, 'en-real-appointment-list');
  await row.getByRole('link').click();
  await expect(heading(page)).toHaveText(said('en', 'manage.yours'));
  await page.getByRole('button', { name: said('en', 'manage.cancel') }).click();
  await page.getByRole('button', { name: said('en', 'manage.cancelYes') }).click();
  await expect(page.getByText(said('en', 'appt.status.cancelled'), { exact: true })).toBeVisible();
});
