import { expect, type Page, test } from '@playwright/test';
import { book, chooseDay, find, heading, takeTime, toCheck } from '../book';
import { holds, printed, said, signIn, widths } from './help';

const manage = '/appointments/manage/';

/** Lets something happen to an appointment that only the department brings about. */
const happens = (page: Page, reference: string, what: object) => page.request.post(`/mock/appointments/${reference}`, { data: what });
const earlier = (minutes: number) => ({ offer: { days: -3, time: '10:00', minutes, reason: 'earlier-seat' } });
const offer = (page: Page) => page.locator('.app-offer');
const button = (page: Page, key: string) => page.getByRole('button', { name: said('en', key) });

for (const [lang, width] of [['en', 0], ['tc', 1], ['sc', 1]] as const) {
  test(`an appointment made while signed in is in the list and among the notices, and an offered time is taken with one button, in ${lang}`, async ({ page }) => {
    await page.setViewportSize(widths[width].viewport);
    await page.goto(`/${lang}/`);
    await page.getByRole('button', { name: said(lang, 'nav.signIn') }).click();
    await signIn(page, 'citizen');
    await toCheck(page, lang);
    await page.getByRole('button', { name: said(lang, 'held.confirm') }).click();
    await expect(heading(page)).toHaveText(said(lang, 'booked.title'));
    const reference = (await page.locator('.app-sent .app-reference').textContent())!;
    const pass = (await (await happens(page, reference, earlier(180))).json()).pass as string;

    await page.goto(`/${lang}/cases/`);
    const row = page.locator('.app-row').filter({ hasText: reference });
    await expect(row).toContainText(said(lang, 'own.offer'));
    await expect(page.locator('.app-notices li').first()).toContainText(said(lang, 'event.appointmentOffered'));
    await expect(page.locator('.app-notices li').last()).toContainText(said(lang, 'event.appointmentBooked'));
    await holds(page, `${lang}-appointment-list`);
    await row.getByRole('link').click();
    await expect(heading(page)).toHaveText(said(lang, 'manage.yours'));
    await expect(offer(page)).toBeVisible();
    await page.goto(`/${lang}/cases/`);
    await page.locator('.app-notices a').first().click();
    await expect(offer(page)).toBeVisible();

    // Without one of them at hand the list stands before the questions.
    await page.evaluate(() => ['egov.appointment', 'egov.appointment.found'].forEach(name => sessionStorage.removeItem(name)));
    await page.goto(`/${lang}${manage}`);
    await expect(row).toBeVisible();
    await expect(page.getByRole('heading', { name: said(lang, 'manage.byCode') })).toBeVisible();
    await holds(page, `${lang}-appointment-find-signed-in`);

    // A mail's link needs no sign-in: the pass opens the appointment and is gone from the address and from every link.
    await page.evaluate(() => sessionStorage.clear());
    await page.goto('about:blank');
    await page.goto(`/${lang}/appointments/manage#offer=${pass}`);
    await expect(offer(page).locator('del')).toBeVisible();
    await expect(offer(page)).toContainText(said(lang, 'left.hours', { count: 2 }));
    expect(page.url()).not.toContain('offer=');
    expect(await page.locator('a[href*="offer="]').count()).toBe(0);
    await holds(page, `${lang}-appointment-offer`);
    await page.getByRole('button', { name: said(lang, 'offer.take') }).click();
    await expect(heading(page)).toHaveText(said(lang, 'offer.taken'));
    await expect(heading(page)).toBeFocused();
    await expect(page.locator('.app-ticket__body')).toContainText('10:00');
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: said(lang, 'appt.calendar') }).click()]);
    expect(file.suggestedFilename()).toBe(`${reference}.ics`);
    await holds(page, `${lang}-appointment-moved`);
    expect(await printed(page, `${lang}-appointment-ticket`)).toBe(1);
    await page.getByRole('button', { name: said(lang, 'manage.link') }).click();
    await expect(page.locator('.app-tags')).toHaveText(said(lang, 'appt.status.booked'));
    await expect(offer(page)).toHaveCount(0);
  });

  test(`a closed office and a watch for an earlier time are plain in ${lang}`, async ({ page }) => {
    await page.setViewportSize(widths[width].viewport);
    const { reference, pass, date } = await book(page);
    await page.goto(`/${lang}${manage}#offer=${pass}`);
    await page.getByRole('button', { name: said(lang, 'watch.begin') }).click();
    await expect(heading(page)).toHaveText(said(lang, 'watch.title'));
    await holds(page, `${lang}-appointment-watch`);
    const [year, month, day] = date.split('-');
    await page.locator('#q-before-year').fill(String(Number(year) + 1));
    await page.locator('#q-before-month').fill(month!);
    await page.locator('#q-before-day').fill(day!);
    await page.getByRole('button', { name: said(lang, 'watch.start') }).click();
    await expect(page.locator('.govuk-error-summary')).toBeFocused();
    await page.locator('#q-before-year').fill(year!);
    await page.locator('#q-offices-1').check();
    await page.getByRole('button', { name: said(lang, 'watch.start') }).click();
    await expect(page.getByText(said(lang, 'watch.started'))).toBeFocused();
    await expect(page.locator('.app-panel')).toContainText({ en: 'At East Kowloon Office', tc: '東九龍辦事處', sc: '东九龙办事处' }[lang]);
    await holds(page, `${lang}-appointment-watching`);
    // The wish is changed from what it was.
    await page.getByRole('button', { name: said(lang, 'watch.change') }).click();
    await expect(page.locator('#q-offices-1')).toBeChecked();
    await page.locator('#q-offices-1').uncheck();
    await page.getByRole('button', { name: said(lang, 'watch.start') }).click();
    await expect(page.locator('.app-panel')).toContainText(said(lang, 'watch.anyOffice'));
    await page.getByRole('button', { name: said(lang, 'watch.stop') }).click();
    await expect(page.getByText(said(lang, 'watch.stopped'))).toBeFocused();
    await expect(page.getByRole('button', { name: said(lang, 'watch.begin') })).toBeVisible();

    await happens(page, reference, { closed: true });
    await page.reload();
    await expect(page.getByRole('heading', { name: said(lang, 'closed.title') })).toBeVisible();
    await expect(page.getByRole('button', { name: said(lang, 'watch.closedBegin') })).toBeVisible();
    await holds(page, `${lang}-appointment-closed`);
    await happens(page, reference, { offer: { days: -1, office: 'YLO', time: '11:00', minutes: 45, reason: 'office-closed' } });
    await page.reload();
    await expect(offer(page)).toContainText(said(lang, 'offer.closedText'));
    await expect(offer(page)).toContainText(said(lang, 'left.minutes', { count: 44 }));
    await holds(page, `${lang}-appointment-closed-offer`);
    await page.getByRole('button', { name: said(lang, 'offer.no') }).click();
    await expect(page.getByText(said(lang, 'offer.refusedClosed'))).toBeFocused();
    await page.getByRole('button', { name: said(lang, 'manage.change') }).click();
    await chooseDay(page, lang);
    await takeTime(page);
    await expect(page.getByText(said(lang, 'manage.changed'))).toBeFocused();
    await expect(page.locator('.app-tags')).toHaveText(said(lang, 'appt.status.booked'));
  });
}

test('an offer is counted down in words, spoken now and then, and when it ends the appointment stays as it is', async ({ page }) => {
  const { reference, pass } = await book(page);
  await happens(page, reference, earlier(62));
  await page.clock.install();
  await page.goto(`/en${manage}#offer=${pass}`);
  const spoken = offer(page).locator('[aria-live]');
  await expect(offer(page)).toContainText('61 minutes more');
  await expect(spoken).toHaveText('');
  await page.clock.fastForward(3 * 60_000);
  await expect(spoken).toHaveText(said('en', 'offer.spoken', { left: '60 minutes' }));
  await page.clock.fastForward(57 * 60_000 + 15_000);
  await expect(offer(page)).toContainText('1 minute more');
  await page.route(`**/api/appointments/${reference}`, async route => {
    const response = await route.fetch();
    const { offer: _, ...rest } = (await response.json()) as Record<string, unknown>;
    await route.fulfill({ response, json: rest });
  });
  await page.clock.fastForward(2 * 60_000);
  await expect(page.getByText(said('en', 'offer.over'))).toBeFocused();
  await expect(offer(page)).toHaveCount(0);
});

test('a person may keep their time, and an offer that has lapsed on its way is told', async ({ page }) => {
  const { reference, pass, time } = await book(page);
  await happens(page, reference, earlier(30));
  await page.goto(`/en${manage}#offer=${pass}`);
  await button(page, 'offer.keep').press('Enter');
  await expect(page.getByText(said('en', 'offer.refused'))).toBeFocused();
  await expect(page.locator('.app-ticket__body')).toContainText(time);
  await happens(page, reference, earlier(30));
  await page.reload();
  await expect(offer(page)).toBeVisible();
  // Another offer takes its place while the page is open.
  await happens(page, reference, earlier(40));
  await button(page, 'offer.take').click();
  await expect(page.locator('.govuk-error-summary')).toContainText('This offer has lapsed');
  await button(page, 'offer.take').click();
  await expect(heading(page)).toHaveText(said('en', 'offer.taken'));
});

test('a link that has ended, and a notice without sign-in, lead to the questions', async ({ page }) => {
  const { number } = await book(page);
  await page.goto(`/en${manage}#offer=${Buffer.from('{"reference":"AAAA-BBBB-CCCC"}').toString('base64url')}.old`);
  await expect(page.getByText(said('en', 'manage.linkEnded'))).toBeFocused();
  await holds(page, 'en-appointment-link-ended');
  await page.goto(`/en${manage}?ref=AAAA-BBBB-CCCC`);
  await expect(heading(page)).toHaveText(said('en', 'manage.title'));
  await find(page, 'en', number);
  await expect(heading(page)).toHaveText(said('en', 'manage.yours'));
});
