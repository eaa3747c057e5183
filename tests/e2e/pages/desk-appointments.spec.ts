import { expect, type Page, test } from '@playwright/test';
import { holds, type Lang, languages, said, signIn, widths } from './help';

const root = (lang: Lang, page = ''): string => `/${lang}/desk/appointments/${page}`;
const hongKong = (days = 0): string => new Date(Date.now() + 8 * 3_600_000 + days * 86_400_000).toISOString().slice(0, 10);

async function open(page: Page, lang: Lang, where = ''): Promise<void> {
  await page.goto(root(lang, where));
  await signIn(page, 'officer');
  await expect(page.locator('#office')).toBeVisible();
}

/** A look at yesterday and tomorrow is a look at days that the mock's clock, which stands, cannot change. */
const goTo = async (page: Page, date: string): Promise<void> => {
  await page.locator('#date').fill(date);
  await expect(page).toHaveURL(new RegExp(`date=${date}`));
  await expect(page.locator('.app-session').first()).toBeVisible();
};

const lineOf = (page: Page, lang: Lang, visit: string) => page.locator('.app-booking').filter({ hasText: said(lang, `counter.visit.${visit}`) }).first();
const act = (line: ReturnType<typeof lineOf>, lang: Lang, key: string) => line.getByRole('button', { name: said(lang, key) });

for (const { name, viewport } of widths) {
  test.describe(name, () => {
    test.use({ viewport });
    for (const lang of languages) {
      test(`an officer sees the day, checks people in and notes who is missing in ${lang}`, async ({ page }) => {
        const shot = `${lang}-${name}-counter`;
        await open(page, lang);
        await expect(page.locator('.app-slot--now').first()).toBeVisible();
        await holds(page, `${shot}-day`);

        await page.getByRole('button', { name: said(lang, 'counter.checkInSend'), exact: true }).click();
        await expect(page.locator('#code-error')).toContainText(said(lang, 'counter.codeMissing'));
        await expect(page.locator('#code')).toBeFocused();
        const now = page.locator('.app-slot--now').filter({ has: page.locator('.app-booking') }).first();
        const reference = (await now.locator('.app-booking .app-reference').first().textContent())!;
        // A scanner is a keyboard that types fast and ends with Enter.
        await page.keyboard.type(`APPT:${reference}`);
        await page.keyboard.press('Enter');
        await expect(page.locator('.app-checkin .app-outcome')).toContainText(reference);
        await expect(page.locator('.app-checkin .app-outcome')).toContainText(said(lang, 'counter.arrived'));
        await expect(page.locator('#code')).toBeFocused();
        await expect(page.locator('#code')).toHaveValue('');
        await expect(now.locator('.app-booking').filter({ hasText: reference })).toContainText(said(lang, 'counter.visit.arrived'));
        await page.keyboard.type(reference.toLowerCase());
        await page.keyboard.press('Enter');
        await expect(page.locator('.app-checkin .app-outcome')).toContainText(said(lang, 'counter.arrivedAlready'));
        await page.keyboard.type('CDFH-XXXX');
        await page.keyboard.press('Enter');
        await expect(page.locator('#code')).toHaveAttribute('aria-invalid', 'true');
        await holds(page, `${shot}-refused`);

        await page.getByRole('button', { name: said(lang, 'counter.walkInSend') }).click();
        await expect(page.getByText(said(lang, 'counter.walkInMissing'))).toBeVisible();
        await page.locator('#walkin-0-0').check();
        await page.getByRole('button', { name: said(lang, 'counter.walkInSend') }).click();
        await expect(page.locator('.app-outcome').last()).toContainText(said(lang, 'counter.walkInTell'));
        await holds(page, `${shot}-walkin`);

        await goTo(page, hongKong(-1));
        await page.locator('.app-slot details').evaluateAll(all => all.slice(0, 6).forEach(one => ((one as HTMLDetailsElement).open = true)));
        const missing = lineOf(page, lang, 'expected');
        const who = (await missing.locator('.app-reference').textContent())!;
        const line = page.locator('.app-booking').filter({ hasText: who });
        await act(line, lang, 'counter.missedMark').click();
        await expect(line.locator('.govuk-tag')).toHaveText(said(lang, 'counter.visit.missed'));
        await act(line, lang, 'counter.details').click();
        await expect(page.locator('.app-opened')).toContainText('A12****(*)');
        await expect(page.locator('.app-opened')).toContainText(said(lang, 'counter.openedNote'));
        await holds(page, `${shot}-yesterday`);
        await act(line, lang, 'counter.cameAfterAll').click();
        await expect(line.locator('.govuk-tag')).toHaveText(said(lang, 'counter.visit.arrived'));
      });

      test(`an officer sees what a quota would do before it is saved in ${lang}`, async ({ page }) => {
        const shot = `${lang}-${name}-quotas`;
        await open(page, lang, 'quotas/');
        await expect(page.getByText(said(lang, 'counter.noChanges'))).toBeVisible();
        await page.getByRole('button', { name: said(lang, 'counter.showEffect') }).click();
        await expect(page.locator('.govuk-error-summary')).toBeFocused();
        await page.locator('.govuk-error-summary a').click();
        await expect(page.locator('#seats')).toBeFocused();
        await page.keyboard.type('7');
        await page.keyboard.press('Enter');
        await expect(page.locator('.app-effects tbody tr')).toHaveCount(14);
        await expect(page.getByRole('heading', { name: said(lang, 'counter.effect') })).toBeFocused();
        await expect(page.locator('.app-effects')).toContainText(said(lang, 'counter.outcome.refused'));
        await holds(page, `${shot}-effect`);
        const changed = await page.locator('.app-effects tbody .govuk-tag--teal').count();
        expect(changed).toBeGreaterThan(0);
        await page.getByRole('button', { name: said(lang, 'counter.save', { count: changed }) }).click();
        await expect(page.getByRole('heading', { name: said(lang, 'counter.saved') })).toBeFocused();
        await expect(page.locator('.app-notices li')).toContainText('Cheung Ka Yan');
        await holds(page, `${shot}-saved`);
        await page.getByRole('button', { name: said(lang, 'counter.showEffect') }).click();
        await expect(page.getByText(said(lang, 'counter.nothingChanges'))).toBeVisible();
      });

      test(`an officer sees how full the office is as a picture and as a table in ${lang}`, async ({ page }) => {
        await open(page, lang, 'utilisation/');
        await expect(page.locator('.app-chart svg')).toHaveAttribute('aria-label', /\d/);
        await expect(page.locator('.app-effects tfoot')).toContainText('%');
        await holds(page, `${lang}-${name}-utilisation`);
        const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: said(lang, 'counter.csv') }).click()]);
        expect(file.suggestedFilename()).toMatch(/^RHK-.*\.csv$/);
        await page.locator('#to').fill(hongKong(-100));
        await page.getByRole('button', { name: said(lang, 'counter.show'), exact: true }).click();
        await expect(page.locator('.govuk-error-summary')).toBeFocused();
      });

      test(`an officer closes an office after seeing whom it touches, and opens it again in ${lang}`, async ({ page }) => {
        const shot = `${lang}-${name}-closures`;
        await open(page, lang, 'closures/');
        await expect(page.getByText(said(lang, 'counter.noClosures'))).toBeVisible();
        await page.getByRole('button', { name: said(lang, 'common.continue') }).click();
        await expect(page.locator('.govuk-error-summary li')).toHaveCount(3);
        await holds(page, `${shot}-errors`);
        const day = hongKong(1);
        for (const [field, value] of [['#from', day], ['#from-time', '09:00'], ['#to', day], ['#to-time', '13:00']] as const) {
          await page.locator(field).fill(value);
        }

        await page.locator('#reason-1').check();
        await page.locator('#note-en').fill('The lifts are out of order.');
        await page.getByRole('button', { name: said(lang, 'common.continue') }).click();
        await expect(page.locator('.govuk-error-summary')).toContainText(said(lang, 'counter.noteMissing'));
        await page.locator('#note-tc').fill('升降機故障。');
        await page.locator('#note-sc').fill('升降机故障。');
        await page.getByRole('button', { name: said(lang, 'common.continue') }).click();
        await expect(page.getByRole('heading', { name: said(lang, 'counter.closeConfirm') })).toBeFocused();
        await expect(page.locator('.app-warn strong')).toHaveText(/[1-9]\d*/);
        await holds(page, `${shot}-confirm`);
        await page.getByRole('button', { name: said(lang, 'counter.closeYes') }).click();
        await expect(page.getByText(said(lang, 'counter.closedDone'))).toBeVisible();
        await expect(page.locator('.app-row')).toContainText(said(lang, 'counter.reason.black-rainstorm'));
        await holds(page, `${shot}-list`);
        await page.goto(root(lang, `?date=${day}`));
        await expect(page.getByText(said(lang, 'counter.closed'), { exact: true }).first()).toBeVisible();
        await holds(page, `${shot}-day`);
        await page.goto(root(lang, 'closures/'));
        await page.getByRole('button', { name: said(lang, 'counter.end'), exact: true }).click();
        await page.getByRole('button', { name: said(lang, 'counter.endYes') }).click();
        await expect(page.locator('.app-row')).toContainText(said(lang, 'counter.closureEnded'));
      });
    }
  });
}

test('somebody with tomorrow’s appointment is told when and where they are expected', async ({ page }) => {
  await open(page, 'en');
  await goTo(page, hongKong(1));
  const reference = (await page.locator('.app-booking .app-reference').first().textContent({ timeout: 5000 }))!;
  await page.getByRole('button', { name: said('en', 'counter.today'), exact: true }).click();
  await page.locator('#code').fill(reference);
  await page.keyboard.press('Enter');
  await expect(page.locator('#code-error')).toContainText(/Not here today: this appointment is on \w+ .* at \d\d:\d\d, at Hong Kong Office/);
});

test('an answer that is lost on the way is asked for again with the same key', async ({ page }) => {
  await open(page, 'en');
  const keys: string[] = [];
  await page.route('**/walk-ins', async route => {
    keys.push(route.request().headers()['idempotency-key'] ?? '');
    if (keys.length === 1) {
      await route.fetch();
      await route.abort('connectionreset');
    } else {
      await route.continue();
    }
  });
  await page.locator('#walkin-0-0').check();
  await page.getByRole('button', { name: said('en', 'counter.walkInSend') }).click();
  await expect(page.getByText(said('en', 'failure.unreachable'))).toBeVisible();
  await page.getByRole('button', { name: said('en', 'counter.walkInSend') }).click();
  await expect(page.locator('.app-outcome')).toBeVisible();
  expect(keys[1]).toBe(keys[0]);
  await page.getByRole('button', { name: said('en', 'counter.walkInSend') }).click();
  await expect.poll(() => keys.length).toBe(3);
  expect(keys[2]).not.toBe(keys[0]);
});

test('the day can be worked with the keyboard alone', async ({ page }) => {
  const reach = async (selector: string): Promise<void> => {
    for (let tabs = 0; tabs < 120; tabs++) {
      if (await page.evaluate(wanted => document.activeElement?.matches(wanted) ?? false, selector)) {
        return;
      }

      await page.keyboard.press('Tab');
    }

    throw new Error(`The Tab key does not reach ${selector}`);
  };
  await open(page, 'en');
  await expect(page.locator('.app-slot--now').first()).toBeVisible();
  await reach('#date');
  await reach('#code');
  await reach('summary');
  const slot = page.locator('.app-slot').filter({ has: page.locator('summary:focus') });
  await page.keyboard.press('Enter');
  await expect(slot.locator('details')).toHaveAttribute('open', '');
  await reach('.app-small-button--plain');
  await page.keyboard.press('Enter');
  await expect(page.locator('.app-opened')).toContainText('A12****(*)');
  await expect(page.locator('.app-small-button--plain:focus')).toHaveAttribute('aria-expanded', 'true');
});

test('the appointments desk is not shown to a citizen, and the officers’ menu leads to it', async ({ page }) => {
  await page.goto(root('en'));
  await signIn(page, 'citizen');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(said('en', 'failure.deniedTitle'));
  await page.evaluate(() => sessionStorage.clear());
  await page.goto('/en/desk/');
  await signIn(page, 'officer');
  await page.getByRole('navigation', { name: said('en', 'site.menu') }).getByRole('link', { name: said('en', 'counter.title') }).click();
  await expect(page.locator('#office')).toBeVisible();
});

test('a day can be narrowed to one service, and its address keeps that', async ({ page }) => {
  await open(page, 'en');
  await expect(page.locator('.app-session')).toHaveCount(6);
  await page.locator('#service').selectOption('hkic');
  await expect(page.locator('.app-session')).toHaveCount(2);
  await page.reload();
  await expect(page.locator('.app-session')).toHaveCount(2);
});

test('another language and another page keep the office', async ({ page }) => {
  await open(page, 'en');
  await page.locator('#office').selectOption('FTO');
  await expect(page).toHaveURL(/office=FTO/);
  await page.getByRole('link', { name: '繁體' }).click();
  await expect(page.locator('#office')).toHaveValue('FTO');
  await page.getByRole('link', { name: said('tc', 'counter.tab.utilisation') }).click();
  await expect(page.locator('#office')).toHaveValue('FTO');
});
