import { expect, type Page, test } from '@playwright/test';
import { card, chooseDay, find, forward, heading, takeTime, toCheck, toSlots, type } from '../book';
import { holds, type Lang, languages, said, widths } from './help';

for (const { name, viewport } of widths) {
  test.describe(name, () => {
    test.use({ viewport });
    for (const lang of languages) {
      test(`an appointment is booked, found, changed and cancelled in ${lang}`, async ({ page }) => {
        const shot = `${lang}-${name}-appointment`;
        await page.goto(`/${lang}/`);
        await page.getByRole('link', { name: said(lang, 'home.canBook') }).click();
        const number = await toSlots(page, lang, card(), async step => {
          await holds(page, `${shot}-${step}`);
          await forward(page, lang);
          await expect(page.locator('.govuk-error-summary')).toBeFocused();
          await holds(page, `${shot}-${step}-errors`);
        });
        await page.goBack();
        await page.goBack();
        await expect(heading(page)).toHaveText(said(lang, 'appt.service'));
        await holds(page, `${shot}-service-chosen`);
        await forward(page, lang);
        await forward(page, lang);
        await expect(page.getByRole('grid')).toBeVisible();
        await holds(page, `${shot}-slots`);
        await page.getByRole('button', { name: said(lang, 'slots.by.office') }).click();
        await expect(page.locator('.app-row')).toHaveCount(4);
        await holds(page, `${shot}-offices`);
        await page.locator('#near').selectOption('L');
        await expect(page.locator('.app-row h3').first()).toHaveText({ en: 'Yuen Long Office', tc: '元朗辦事處', sc: '元朗办事处' }[lang]);
        await page.locator('.app-row').first().getByRole('button').click();
        await expect(page.locator('.app-times h2')).toBeFocused();
        await chooseDay(page, lang);
        await expect(page.locator('.app-times h2')).toBeFocused();
        await expect(page.locator('.app-time').first()).toBeVisible();
        await holds(page, `${shot}-times`);
        await takeTime(page);
        await expect(heading(page)).toBeFocused();
        await expect(page.locator('.app-countdown__clock')).toHaveText(/^(10:00|9:[0-5]\d)$/);
        await expect(page.getByText(number)).toBeVisible();
        await holds(page, `${shot}-check`);
        await page.getByRole('button', { name: said(lang, 'held.confirm') }).click();
        await expect(heading(page)).toHaveText(said(lang, 'booked.title'));
        await expect(page.locator('.app-receipt__qr')).toBeVisible();
        await holds(page, `${shot}-booked`);
        expect(page.url()).not.toMatch(/K\d|2580|1985/);
        expect(await page.evaluate(() => JSON.stringify([sessionStorage, localStorage]))).not.toMatch(/2580|1985|example\.hk/);
        const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: said(lang, 'appt.calendar') }).click()]);
        expect(file.suggestedFilename()).toMatch(/\.ics$/);
        await page.evaluate(() => sessionStorage.clear());
        await page.goto(`/${lang}/appointments/manage/`);
        await holds(page, `${shot}-find`);
        await find(page, lang, number, '1111');
        await expect(page.locator('.govuk-error-summary')).toContainText(said(lang, 'manage.notFound'));
        await find(page, lang, number);
        await expect(heading(page)).toHaveText(said(lang, 'manage.yours'));
        await holds(page, `${shot}-found`);
        await page.getByRole('button', { name: said(lang, 'manage.change') }).click();
        await expect(page.getByRole('grid')).toBeVisible();
        await holds(page, `${shot}-change`);
        await chooseDay(page, lang);
        await takeTime(page);
        await expect(page.getByText(said(lang, 'manage.changed'))).toBeFocused();
        await page.getByRole('button', { name: said(lang, 'manage.cancel') }).click();
        await expect(heading(page)).toHaveText(said(lang, 'manage.cancelTitle'));
        await holds(page, `${shot}-cancel`);
        await page.getByRole('button', { name: said(lang, 'manage.cancelYes') }).click();
        await expect(page.getByText(said(lang, 'appt.status.cancelled'), { exact: true })).toBeVisible();
        await holds(page, `${shot}-cancelled`);
      });
    }
  });
}

test('an appointment can be booked with the keyboard alone', async ({ page }) => {
  const press = async (...keys: string[]): Promise<void> => {
    for (const key of keys) {
      await page.keyboard.press(key);
    }
  };
  const reach = async (selector: string): Promise<void> => {
    for (let tabs = 0; tabs < 60; tabs++) {
      if (await page.evaluate(wanted => document.activeElement?.matches(wanted) ?? false, selector)) {
        return;
      }

      await press('Tab');
    }

    throw new Error(`The Tab key does not reach ${selector}`);
  };
  const arrive = async (key: string): Promise<void> => {
    await expect(heading(page)).toHaveText(said('en', key));
    await expect(heading(page)).toBeFocused();
  };
  await page.goto('/en/appointments/');
  await arrive('appt.service');
  await reach('#q-service-0');
  await press('Space');
  await reach('#q-class-0');
  await press('Space', 'ArrowDown', 'Enter');
  await arrive('appt.who');
  await reach('#q-documentNumber');
  await page.keyboard.type(card());
  for (const [part, value] of [['day', '15'], ['month', '6'], ['year', '1985']] as const) {
    await reach(`#q-dateOfBirth-${part}`);
    await page.keyboard.type(value);
  }

  await reach('#q-enquiryCode');
  await page.keyboard.type('2580');
  await press('Enter');
  await arrive('slots.title');
  await expect(page.getByRole('grid')).toBeVisible();
  await reach('.app-day');
  // One day of the grid is in the order of the Tab key.
  await expect(page.locator('.app-day[tabindex="0"]')).toHaveCount(1);
  const at = (): Promise<string> => page.evaluate(() => (document.activeElement as HTMLElement).dataset['day'] ?? '');
  const start = await at();
  await press('ArrowDown');
  await expect.poll(at).not.toBe(start);
  const week = new Date(new Date(`${start}T00:00:00Z`).getTime() + 7 * 86_400_000).toISOString().slice(0, 10);
  expect(await at()).toBe(week);
  await press('Home');
  await expect.poll(async () => new Date(`${await at()}T00:00:00Z`).getUTCDay()).toBe(0);
  await press('End');
  await expect.poll(async () => new Date(`${await at()}T00:00:00Z`).getUTCDay()).toBe(6);
  await press('PageDown');
  await expect.poll(at).not.toBe('');
  for (let step = 0; step < 7 && (await page.evaluate(() => document.activeElement?.getAttribute('aria-disabled'))) !== 'false'; step++) {
    await press('ArrowLeft');
  }

  await expect(page.locator('.app-day:focus')).toHaveAccessibleName(/^\w+day \d{1,2} \w+ 20\d\d, \d+ places free/);
  await press('Enter');
  await expect(page.locator('.app-times h2')).toBeFocused();
  await expect(page.locator('.app-time').first()).toBeVisible();
  await reach('.app-time');
  await press('Enter');
  await arrive('held.title');
  await reach('main .govuk-button');
  await press('Enter');
  await expect(heading(page)).toHaveText(said('en', 'booked.title'));
  await expect(heading(page)).toBeFocused();
});

test('the earliest time anywhere is one click, and Back leads to the times with everything kept', async ({ page }) => {
  await toSlots(page, 'en');
  await page.getByRole('button', { name: said('en', 'slots.takeEarliest') }).click();
  await expect(heading(page)).toHaveText(said('en', 'held.title'));
  await page.goBack();
  await expect(heading(page)).toHaveText(said('en', 'slots.title'));
  await chooseDay(page, 'en');
  await takeTime(page);
  await expect(heading(page)).toHaveText(said('en', 'held.title'));
  await page.reload();
  await expect(page.locator('.app-countdown__clock')).toBeVisible();
  await page.getByRole('link', { name: '繁體' }).click();
  await expect(heading(page)).toHaveText(said('tc', 'held.title'));
  await page.getByRole('link', { name: said('tc', 'common.back') }).click();
  await page.getByRole('link', { name: said('tc', 'common.back') }).click();
  await expect(page.locator('#q-enquiryCode')).toHaveValue('2580');
});

test('a hold is counted down, spoken at five, two and one minutes, and when it lapses nothing typed is lost', async ({ page }) => {
  await page.clock.install();
  await toCheck(page, 'en');
  const spoken = page.locator('.app-countdown [aria-live]');
  await expect(spoken).toHaveText('');
  await page.clock.fastForward(4 * 60_000);
  await expect(spoken).toHaveText('');
  await page.clock.fastForward(65_000);
  await expect(spoken).toHaveText(said('en', 'held.minutes', { count: 5 }));
  await page.clock.fastForward(3 * 60_000);
  await expect(spoken).toHaveText(said('en', 'held.minutes', { count: 2 }));
  await page.clock.fastForward(60_000);
  await expect(spoken).toHaveText(said('en', 'held.minute', { count: 1 }));
  await page.clock.fastForward(65_000);
  await expect(heading(page)).toHaveText(said('en', 'held.lapsed'));
  await expect(heading(page)).toBeFocused();
  await holds(page, 'en-appointment-lapsed');
  await page.getByRole('button', { name: said('en', 'held.again') }).click();
  await expect(page.getByRole('grid')).toBeVisible();
  await page.getByRole('link', { name: said('en', 'common.back') }).click();
  await expect(page.locator('#q-enquiryCode')).toHaveValue('2580');
});

test('a time that somebody else takes first gives others in its place', async ({ page }) => {
  await toSlots(page, 'en');
  await chooseDay(page, 'en');
  await page.locator('.app-time').nth(2).waitFor();
  // Somebody else takes every seat of it between the look and the click.
  await page.route('**/api/appointments/holds', async route => {
    const body = route.request().postDataJSON() as Record<string, unknown>;
    for (let seats = 0; seats < 12; seats++) {
      await page.request.post('/api/appointments/holds', {
        headers: { 'Idempotency-Key': crypto.randomUUID() },
        data: { ...body, document: { type: 'hkid', number: card() } },
      });
    }

    await route.continue();
  }, { times: 1 });
  await page.locator('.app-time').nth(2).click();
  await expect(page.getByRole('heading', { name: said('en', 'slots.taken') })).toBeFocused();
  await holds(page, 'en-appointment-taken');
  await page.locator('.app-alternatives button').first().click();
  await expect(heading(page)).toHaveText(said('en', 'held.title'));
});

test('what is free is looked at again by itself, and costs nothing when it has not changed', async ({ page }) => {
  await page.clock.install();
  await toSlots(page, 'en');
  const month = (url: string): boolean => url.includes('/availability?') && url.includes('from=');
  const again = page.waitForResponse(response => month(response.url()) && response.request().headers()['if-none-match'] !== undefined);
  await expect(async () => {
    await page.clock.fastForward(10_500);
    const response = await Promise.race([again, page.waitForTimeout(500)]);
    expect(response && [200, 304].includes(response.status())).toBe(true);
  }).toPass();
});

test('a class that needs dates asks for them, and a document that has an appointment leads to it', async ({ page }) => {
  await page.goto('/en/appointments/');
  await page.locator('#q-service-1').check();
  await page.locator('#q-class-1').check();
  await expect(page.locator('#q-terminatedOn-year')).toBeVisible();
  await forward(page, 'en');
  await expect(page.locator('.govuk-error-summary li')).toHaveCount(2);
  await page.locator('.govuk-error-summary a').first().click();
  await expect(page.locator('#q-limitOfStay-day')).toBeFocused();
  const number = await toCheck(page, 'en');
  await page.getByRole('button', { name: said('en', 'held.confirm') }).click();
  await expect(heading(page)).toHaveText(said('en', 'booked.title'));
  await page.getByRole('button', { name: said('en', 'booked.another') }).click();
  await toSlots(page, 'en', number);
  await page.getByRole('button', { name: said('en', 'slots.takeEarliest') }).click();
  await expect(page.locator('.govuk-error-summary')).toBeFocused();
  await page.locator('main').getByRole('link', { name: said('en', 'manage.link') }).click();
  await expect(page).toHaveURL(/\/appointments\/manage\//);
});

test('a newcomer has the earliest time with seven clicks and four answers that are typed', async ({ page }) => {
  await page.addInitScript(() => addEventListener('click', () => sessionStorage.setItem('clicks', String(Number(sessionStorage.getItem('clicks') ?? 0) + 1)), true));
  await page.goto('/en/');
  await page.getByRole('link', { name: said('en', 'home.canBook') }).click();
  await page.locator('#q-service-0').click();
  await page.locator('#q-class-1').click();
  await forward(page, 'en');
  await page.locator('#q-documentNumber').fill(card());
  await type(page, 'dateOfBirth', '1985-6-15');
  await page.locator('#q-enquiryCode').fill('2580');
  await page.locator('#q-email').fill('someone@example.hk');
  await forward(page, 'en');
  await page.getByRole('button', { name: said('en', 'slots.takeEarliest') }).click();
  await page.getByRole('button', { name: said('en', 'held.confirm') }).click();
  await expect(heading(page)).toHaveText(said('en', 'booked.title'));
  expect(await page.evaluate(() => Number(sessionStorage.getItem('clicks')))).toBe(7);
});

test('a group is told that it is served one right after another, and what each of them brings', async ({ page }) => {
  await page.goto('/en/appointments/');
  await page.locator('#q-service-0').check();
  await page.locator('#q-class-1').check();
  await page.locator('#q-party-4').check();
  await holds(page, 'en-appointment-group');
  await forward(page, 'en');
  await expect(page.getByText(said('en', 'appt.whoText', { count: 5 }))).toBeVisible();
  await page.locator('#q-documentNumber').fill(card());
  await type(page, 'dateOfBirth', '1985-6-15');
  await page.locator('#q-enquiryCode').fill('2580');
  await forward(page, 'en');
  await expect(page.getByText(said('en', 'slots.group', { count: 5 }))).toBeVisible();
  await chooseDay(page, 'en');
  // Four find room there, the fifth is served at the time right after it.
  const split = page.locator('.app-time').filter({ hasText: said('en', 'slots.split', { count: 4, rest: 1 }) }).first();
  await expect(split).toHaveAccessibleName(/4 of you at this time and 1 right after/);
  await holds(page, 'en-appointment-group-times');
  await split.click();
  await expect(heading(page)).toHaveText(said('en', 'held.title'));
  await expect(page.locator('main')).toContainText(/\d\d:\d\d \(4 people\), \d\d:\d\d \(1 person\)/);
  await page.getByRole('button', { name: said('en', 'held.confirm') }).click();
  await expect(page.getByText(said('en', 'booked.group', { count: 5 }))).toBeVisible();
});
