import { expect, type Page, test } from '@playwright/test';
import { card, chooseDay, heading, toSlots } from '../book';
import { holds, type Lang, languages, said, widths } from './help';

// The tests of this file, one after the other, open the waiting room of a class that no other file uses.
const kind = { at: 3, name: 'new-arrival' };

/** The Hong Kong day so many days ahead, never a Sunday. */
function ahead(days: number): string {
  const day = new Date(Date.now() + (8 * 3600 + days * 86_400) * 1000);
  return new Date(day.getTime() + (day.getUTCDay() === 0 ? 86_400_000 : 0)).toISOString().slice(0, 10);
}

const date = ahead(22);

/** How the rush stands from now on. */
async function room(page: Page, state: { date?: string; releaseIn?: number; closesIn?: number; people?: number; place?: number; admitted?: number }): Promise<void> {
  expect((await page.request.post('/mock/room', { data: { kind: kind.name, date, ...state } })).status()).toBe(204);
}

const join = (page: Page, lang: Lang) => page.getByRole('button', { name: said(lang, 'slots.rushJoin') });
const big = (page: Page) => page.locator('.app-queue__big');
const spoken = (page: Page) => page.locator('.app-queue [aria-live]');

test.describe.configure({ mode: 'serial' });

for (const { name, viewport } of widths) {
  test.describe(name, () => {
    test.use({ viewport });
    for (const lang of languages) {
      test(`a release is waited for until one's turn comes, and the time is booked, in ${lang}`, async ({ page }) => {
        const shot = `${lang}-queue-${name}`;
        await room(page, { releaseIn: 290, people: 1 });
        await toSlots(page, lang, card(), undefined, kind);
        await expect(page.locator('.app-rush')).toHaveCount(1);
        await holds(page, `${shot}-notice`);
        await join(page, lang).click();
        await expect(heading(page)).toHaveText(said(lang, 'queue.title'));
        await expect(heading(page)).toBeFocused();
        await expect(big(page)).toHaveText(/^4:\d\d$/);
        await room(page, { releaseIn: 250, people: 1834 });
        await expect(page.getByText(said(lang, 'queue.people', { count: 1834 }))).toBeVisible();
        await holds(page, `${shot}-before`);

        await room(page, { releaseIn: -60, people: 2120, place: 1215, admitted: 100 });
        await expect(big(page)).toHaveText('1215');
        await expect(page.locator('.app-queue').getByText(said(lang, 'queue.ahead', { count: 1114 }), { exact: true })).toBeVisible();
        await expect(spoken(page)).toHaveText(said(lang, 'queue.saidPlace', { place: 1215, count: 1114 }));
        await room(page, { releaseIn: -300, people: 2120, place: 1215, admitted: 500 });
        const progress = page.getByRole('progressbar', { name: said(lang, 'queue.progress') });
        await expect(progress).toHaveJSProperty('value', 500);
        // What is said of one's own accord does not follow every step, but says when the turn is near.
        await expect(spoken(page)).toHaveText(said(lang, 'queue.saidPlace', { place: 1215, count: 1114 }));
        await room(page, { releaseIn: -500, people: 2120, place: 1215, admitted: 833 });
        await expect(progress).toHaveJSProperty('value', 833);
        await expect(spoken(page)).toHaveText(said(lang, 'queue.saidTurn', { count: 5 }));
        await holds(page, `${shot}-waiting`);

        await page.reload();
        await expect(big(page)).toHaveText('1215');
        await room(page, { releaseIn: -700, people: 2120, place: 1215, admitted: 1215 });
        await expect(heading(page)).toHaveText(said(lang, 'slots.title'));
        await expect(page.locator('.app-rush')).toContainText(said(lang, 'slots.rushTurn').split('{')[0]!);
        await expect(page.locator('.app-time').first()).toBeVisible();
        await holds(page, `${shot}-admitted`);
        await page.locator('.app-time').first().click();
        await expect(heading(page)).toHaveText(said(lang, 'held.title'));
      });
    }
  });
}

test('a day in its rush shows no times to whoever has no turn, and a time that was clicked too late leads to the waiting room', async ({ page }) => {
  await room(page, { releaseIn: 600 });
  await toSlots(page, 'en', card(), undefined, kind);
  await pickDay(page, date);
  // Before the release what was released earlier is anybody's.
  await expect(page.locator('.app-times .app-rush')).toBeVisible();
  await expect(page.locator('.app-time').first()).toBeVisible();
  await room(page, { releaseIn: -1, place: 9, admitted: 0 });
  await page.locator('.app-time').first().click();
  await expect(heading(page)).toHaveText(said('en', 'queue.title'));
  await expect(big(page)).toHaveText('9');
  await page.getByRole('button', { name: said('en', 'queue.otherDays') }).click();
  await expect(heading(page)).toHaveText(said('en', 'slots.title'));
  await expect(page.locator('.app-times .app-rush')).toBeVisible();
  await expect(page.locator('.app-time')).toHaveCount(0);
  await holds(page, 'en-queue-needed');
  await join(page, 'en').click();
  await expect(big(page)).toHaveText('9');

  await room(page, { releaseIn: -60, closesIn: -1 });
  await expect(page.getByRole('heading', { name: said('en', 'queue.over') })).toBeVisible();
  await holds(page, 'en-queue-over');
  await page.getByRole('button', { name: said('en', 'queue.toTimes') }).click();
  await page.locator('.app-time').first().click();
  await expect(heading(page)).toHaveText(said('en', 'held.title'));
});

test('the way through a waiting room needs the keyboard alone', async ({ page }) => {
  await room(page, { releaseIn: -30, place: 3, admitted: 1 });
  await toSlots(page, 'en', card(), undefined, kind);
  await reach(page, '.app-rush .govuk-button');
  await page.keyboard.press('Enter');
  await expect(heading(page)).toBeFocused();
  await expect(big(page)).toHaveText('3');
  await room(page, { releaseIn: -90, place: 3, admitted: 3 });
  await expect(page.locator('.app-times h2')).toBeFocused();
  await reach(page, '.app-time');
  await page.keyboard.press('Enter');
  await expect(heading(page)).toHaveText(said('en', 'held.title'));
  await room(page, { closesIn: -1 });
});

test('the time until a release is spoken at five, two and one minutes only', async ({ page }) => {
  await room(page, { releaseIn: 330 });
  await toSlots(page, 'en', card(), undefined, kind);
  await page.clock.install();
  await join(page, 'en').click();
  await expect(big(page)).toBeVisible();
  await expect(spoken(page)).toHaveText('');
  await page.clock.fastForward(40_000);
  await expect(spoken(page)).toHaveText(said('en', 'queue.saidRelease', { count: 5 }));
  await room(page, { closesIn: -1 });
});

test('an appointment is moved to a day in its rush when its turn has come', async ({ page }) => {
  await room(page, { closesIn: -1 });
  await toSlots(page, 'en', card(), undefined, kind);
  await chooseDay(page, 'en');
  await page.locator('.app-time').first().click();
  await page.getByRole('button', { name: said('en', 'held.confirm') }).click();
  await expect(heading(page)).toHaveText(said('en', 'booked.title'));
  await room(page, { releaseIn: -60, people: 300, place: 40, admitted: 20 });
  await page.goto('/en/appointments/manage/?step=change');
  await join(page, 'en').click();
  await expect(page.getByRole('heading', { name: said('en', 'queue.title') })).toBeFocused();
  await expect(big(page)).toHaveText('40');
  await holds(page, 'en-queue-change');
  await room(page, { releaseIn: -120, people: 300, place: 40, admitted: 40 });
  await page.locator('.app-time').first().click();
  await expect(page.getByText(said('en', 'manage.changed'))).toBeFocused();
  await room(page, { closesIn: -1 });
});

async function reach(page: Page, selector: string): Promise<void> {
  for (let tabs = 0; tabs < 60; tabs++) {
    if (await page.evaluate(wanted => document.activeElement?.matches(wanted) ?? false, selector)) {
      return;
    }

    await page.keyboard.press('Tab');
  }

  throw new Error(`The Tab key does not reach ${selector}`);
}

async function pickDay(page: Page, day: string): Promise<void> {
  const button = page.locator(`.app-day[data-day="${day}"]`);
  await expect(page.getByRole('grid')).toBeVisible();
  if ((await button.count()) === 0) {
    await page.getByRole('button', { name: said('en', 'slots.monthAfter') }).click();
  }

  await button.click();
}
