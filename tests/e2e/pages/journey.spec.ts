import { expect, type Page, test } from '@playwright/test';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fillPage, formWithAnswers } from '../fill';
import { holds, type Lang, languages, said, seen, signIn, widths } from './help';

const { form, answers } = formWithAnswers('immd-passport');
const forward = (page: Page, lang: Lang): Promise<void> => page.getByRole('button', { name: said(lang, 'common.continue') }).click();

async function begin(page: Page, lang: Lang, id = 'immd-passport'): Promise<void> {
  await page.goto(`/${lang}/form/?id=${id}`);
  await page.getByRole('button', { name: said(lang, 'start.begin') }).click();
  await signIn(page, 'citizen');
  await page.getByRole('button', { name: said(lang, 'start.begin') }).click();
  await expect(page).toHaveURL(/\/form\/fill\/\?draft=/);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
}

async function toCheck(page: Page, lang: Lang, each?: (step: number) => Promise<void>, of = { form, answers }): Promise<void> {
  for (let step = 1; step < 20; step++) {
    await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
    if ((await page.getByRole('heading', { level: 1 }).textContent()) === said(lang, 'check.title')) {
      return;
    }

    await each?.(step);
    await fillPage(page, of.form, of.answers);
    const before = page.url();
    await forward(page, lang);
    await expect(page).not.toHaveURL(before);
  }
}

for (const { name, viewport } of widths) {
  test.describe(name, () => {
    test.use({ viewport });
    for (const lang of languages) {
      test(`a citizen's journey holds in ${lang}`, async ({ page }) => {
        await begin(page, lang);
        // Every page is looked at empty and with its errors.
        await toCheck(page, lang, async step => {
          await holds(page, `${lang}-${name}-form-${step}`);
          await forward(page, lang);
          await expect(page.locator('.govuk-error-summary')).toBeFocused();
          await expect(page).toHaveTitle(new RegExp(`^${said(lang, 'error.prefix')}`));
          await holds(page, `${lang}-${name}-form-${step}-errors`);
        });
        await expect(page.locator('.app-file')).toHaveCount(0);
        await page.getByRole('button', { name: said(lang, 'check.send') }).click();
        await expect(page.locator('.govuk-error-summary')).toBeFocused();
        await holds(page, `${lang}-${name}-check-errors`);
        await page.locator('#q-declaration-box').check();
        await expect(async () => {
          await page.getByRole('button', { name: said(lang, 'check.send') }).click();
          await expect(page.getByRole('heading', { level: 1 })).toHaveText(said(lang, 'sent.title'), { timeout: 2000 });
        }).toPass();
        await holds(page, `${lang}-${name}-sent`);
        await page.getByRole('link', { name: said(lang, 'sent.toCase') }).click();
        await expect(page.locator('.app-receipt__qr')).toBeVisible();
        await page.getByText(said(lang, 'case.show')).click();
        await holds(page, `${lang}-${name}-case`);
        // The mock lets the department ask.
        const reference = new URL(page.url()).searchParams.get('ref')!;
        await page.evaluate(
          async ([of]) => {
            const person = JSON.parse(Object.entries(sessionStorage).find(([key]) => key.startsWith('egov.user'))![1] as string) as { access_token: string };
            await fetch(`/api/submissions/${of}/questions/none/answer`, {
              method: 'POST',
              headers: { Authorization: `Bearer ${person.access_token}`, 'Idempotency-Key': crypto.randomUUID() },
              body: JSON.stringify({ text: '請提供近照。' }),
            });
          },
          [reference],
        );
        await page.reload();
        await holds(page, `${lang}-${name}-case-question`);
        await page.getByRole('button', { name: said(lang, 'case.answerSend') }).click();
        await expect(page.locator('#answer')).toBeFocused();
        await page.locator('#answer').fill('Done');
        await page.getByRole('button', { name: said(lang, 'case.answerSend') }).click();
        await expect(page.getByText(said(lang, 'status.question-answered'))).toBeVisible();
        // And its time be over: the case stays, what was sent is gone, and the proof can be kept.
        await page.evaluate(
          async ([of]) => {
            const person = JSON.parse(Object.entries(sessionStorage).find(([key]) => key.startsWith('egov.user'))![1] as string) as { access_token: string };
            await fetch(`/api/submissions/${of}/questions/shred/answer`, {
              method: 'POST',
              headers: { Authorization: `Bearer ${person.access_token}`, 'Idempotency-Key': crypto.randomUUID() },
              body: JSON.stringify({ text: '' }),
            });
          },
          [reference],
        );
        await page.reload();
        await expect(page.getByRole('heading', { name: said(lang, 'shredded.title') })).toBeVisible();
        await expect(page.locator('#sent, #receipt')).toHaveCount(0);
        await holds(page, `${lang}-${name}-case-shredded`);
        const kept = page.waitForEvent('download');
        await page.getByRole('button', { name: said(lang, 'shredded.keep') }).click();
        expect((await kept).suggestedFilename()).toBe(`${reference}-certificate.json`);
        await page.goto(`/${lang}/cases/`);
        await holds(page, `${lang}-${name}-cases`);
      });

      test(`an officer's desk holds in ${lang}`, async ({ page }) => {
        await page.goto(`/${lang}/desk/`);
        await signIn(page, 'officer');
        await expect(page.locator('.app-inbox tbody tr')).toHaveCount(20);
        await holds(page, `${lang}-${name}-desk`);
        await page.getByRole('button', { name: said(lang, 'desk.next') }).click();
        await expect(page.locator('.app-inbox tbody tr')).toHaveCount(4);
        await page.getByRole('button', { name: said(lang, 'desk.leaseNext') }).click();
        await page.getByRole('button', { name: said(lang, 'desk.acknowledge') }).click();
        await expect(page.getByText(said(lang, 'status.acknowledged'))).toBeVisible();
        await holds(page, `${lang}-${name}-desk-case`);
        await page.locator('#outcome-approved').check();
        await page.locator('#reason').fill('All documents are in order.');
        await page.getByRole('button', { name: said(lang, 'desk.decideSend') }).click();
        await expect(page.locator('.app-decision--approved')).toBeVisible();
        await holds(page, `${lang}-${name}-desk-decided`);
      });
    }
  });
}

test('the desk is not shown to a citizen', async ({ page }) => {
  await page.goto('/en/desk/');
  await signIn(page, 'citizen');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(said('en', 'failure.deniedTitle'));
});

test('a stop ends the form with its words, live', async ({ page }) => {
  await begin(page, 'en');
  await page.locator('#q-hasPermanentIdentityCard-1').check();
  await expect(page.locator('.app-stop')).toContainText('Only holders of a valid Hong Kong permanent identity card');
  await expect(page.getByRole('button', { name: said('en', 'common.continue') })).toHaveCount(0);
  await page.locator('#q-hasPermanentIdentityCard-0').check();
  await expect(page.locator('.app-stop')).toHaveCount(0);
});

test('the way back, a reload and another language keep what was typed', async ({ page }) => {
  await begin(page, 'en');
  await fillPage(page, form, answers);
  await forward(page, 'en');
  await expect(page.getByText('Step 2 of')).toBeVisible();
  await page.goBack();
  await expect(page.locator('#q-dateOfBirth-year')).toHaveValue('1985');
  await expect(page.locator('.app-saved')).toContainText(/^Saved \d\d:\d\d/);
  await page.getByRole('link', { name: '繁體' }).click();
  await expect(page.locator('#q-dateOfBirth-year')).toHaveValue('1985');
  await expect(page.getByText(/^第 1 步/)).toBeVisible();
});

test('a draft that was changed elsewhere is not saved over', async ({ page, context }) => {
  await begin(page, 'en');
  await page.locator('#q-hasPermanentIdentityCard-0').check();
  await expect(page.locator('.app-saved')).toContainText('Saved');
  const other = await context.newPage();
  // The other window has the same session.
  const session = await page.evaluate(() => JSON.stringify(Object.fromEntries(Object.entries(sessionStorage))));
  await other.addInitScript(kept => Object.entries(JSON.parse(kept) as Record<string, string>).forEach(([key, value]) => sessionStorage.setItem(key, value)), session);
  await other.goto(page.url());
  await other.locator('#q-isChineseCitizen-0').check();
  await expect(other.locator('.app-saved')).toContainText('Saved');
  await page.locator('#q-declaredNationalityChange-1').check();
  await expect(page.getByText(said('en', 'save.conflict'))).toBeVisible();
  await page.getByRole('button', { name: said('en', 'save.reload') }).click();
  await expect(page.locator('#q-isChineseCitizen-0')).toBeChecked();
});

test('a connection that fails is told, and the answers are saved when it is back', async ({ page, context }) => {
  await begin(page, 'en');
  await context.setOffline(true);
  await page.locator('#q-hasPermanentIdentityCard-0').check();
  await expect(page.getByText(said('en', 'save.offline'))).toBeVisible();
  await context.setOffline(false);
  await expect(page.locator('.app-saved')).toContainText('Saved');
});

test('an answer that is lost on the way is sent again with the same key', async ({ page }) => {
  await begin(page, 'en');
  await toCheck(page, 'en');
  await page.locator('#q-declaration-box').check();
  const keys: string[] = [];
  await page.route('**/api/submissions', async route => {
    keys.push(route.request().headers()['idempotency-key'] ?? '');
    if (keys.length === 1) {
      await route.fetch();
      await route.abort('connectionreset');
    } else {
      await route.continue();
    }
  });
  await expect(async () => {
    await page.getByRole('button', { name: said('en', 'check.send') }).click();
    await expect(page.getByText(said('en', 'form.sendUnreachable'))).toBeVisible({ timeout: 2000 });
  }).toPass();
  await page.getByRole('button', { name: said('en', 'check.send') }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(said('en', 'sent.title'));
  expect(keys).toHaveLength(2);
  expect(keys[1]).toBe(keys[0]);
  await page.goto('/en/cases/');
  await expect(page.locator('.app-row')).toHaveCount(1);
});

test('a change from the check comes back to the check', async ({ page }) => {
  await begin(page, 'en');
  await toCheck(page, 'en');
  await page.getByRole('link', { name: 'Change What you are applying for' }).click();
  await page.locator('#q-passportPages-1').check();
  await forward(page, 'en');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(said('en', 'check.title'));
  await expect(page.locator('.app-fee__amount')).toHaveText('HK$520');
});

test('a file is refused by the scan, and can be taken away', async ({ page }) => {
  await begin(page, 'en');
  await toCheckUntilFiles(page);
  await page.locator('#q-photograph').setInputFiles({ name: 'virus.jpg', mimeType: 'image/jpeg', buffer: Buffer.alloc(600_000) });
  await expect(page.getByText('This file carries a virus.')).toBeVisible();
  await holds(page, 'en-file-refused');
  await page.getByRole('button', { name: 'Remove virus.jpg' }).click();
  await expect(page.locator('.app-file')).toHaveCount(0);
});

test('an upload that broke off goes on after a reload where it stopped', async ({ page }) => {
  await begin(page, 'en');
  await page.goto(`${page.url().replace(/&page=.*/, '')}&page=documents`);
  // Five blocks of the mock, the last one short.
  const file = { name: 'photograph.jpg', mimeType: 'image/jpeg', buffer: Buffer.alloc(1_200_000, 7) };
  const blocks = (url: string): string[] => [...new URL(url).searchParams.getAll('blockid')].map(id => Buffer.from(id, 'base64').toString());
  const first: string[] = [];
  await page.route('**/blobs/**', route => {
    if (first.length === 2) {
      return route.abort('connectionreset');
    }

    first.push(...blocks(route.request().url()));
    return route.continue();
  });
  await page.locator('#q-photograph').setInputFiles(file);
  await expect(page.getByText(said('en', 'file.paused'))).toBeVisible();
  expect(first).toEqual(['000000', '000001']);
  await expect(page.locator('.app-saved')).toContainText('Saved');

  await page.reload();
  await expect(page.getByText(said('en', 'file.brokenOff'))).toBeVisible();
  await holds(page, 'en-file-broken-off');
  const again = page.locator('.app-file input[type=file]');
  await again.setInputFiles({ ...file, buffer: Buffer.alloc(1_200_001, 7) });
  await expect(page.getByText(said('en', 'file.mismatch', { name: file.name }))).toBeVisible();
  await page.unroute('**/blobs/**');
  const rest: string[] = [];
  page.on('request', request => request.url().includes('/blobs/') && rest.push(...blocks(request.url())));
  await again.setInputFiles(file);
  await expect(page.getByText(said('en', 'file.clean'))).toBeVisible();
  expect(rest).toEqual(['000002', '000003', '000004']);
  await page.reload();
  await expect(page.getByText(said('en', 'file.clean'))).toBeVisible();
});

test('in forced colours nothing vanishes from a form, a case and its receipt', async ({ page }) => {
  await page.emulateMedia({ forcedColors: 'active' });
  await begin(page, 'en');
  await toCheck(page, 'en', async step => {
    if (step === 1) {
      await seen(page, 'form', ['.app-steps__bar .app-steps__done', '.app-steps__bar span:not(.app-steps__done)']);
      await forward(page, 'en');
      await expect(page.locator('.govuk-error-summary')).toBeFocused();
      await seen(page, 'form-errors', ['.govuk-form-group--error', '.govuk-form-group:not(.govuk-form-group--error)']);
    }
  });
  await seen(page, 'form-check');
  await page.locator('#q-declaration-box').check();
  await expect(async () => {
    await page.getByRole('button', { name: said('en', 'check.send') }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(said('en', 'sent.title'), { timeout: 2000 });
  }).toPass();
  await seen(page, 'form-sent');
  const reference = (await page.locator('.app-sent .app-reference').textContent())!;
  const token = await page.evaluate(() => (JSON.parse(Object.entries(sessionStorage).find(([key]) => key.startsWith('egov.user'))![1] as string) as { access_token: string }).access_token);
  await page.request.post(`/api/submissions/${reference}/questions/none/answer`, { headers: { Authorization: `Bearer ${token}`, 'Idempotency-Key': 'ask' }, data: { text: 'Which passport is meant?' } });
  await page.getByRole('link', { name: said('en', 'sent.toCase') }).click();
  await expect(page.locator('.app-receipt__qr')).toBeVisible();
  await page.getByText(said('en', 'case.show')).click();
  await seen(page, 'case', ['.app-timeline li:first-child::before', '.app-timeline li:nth-child(2)::before']);
});

async function toCheckUntilFiles(page: Page): Promise<void> {
  for (let step = 0; step < 10 && (await page.locator('#q-photograph').count()) === 0; step++) {
    await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
    await fillPage(page, form, answers);
    const before = page.url();
    await forward(page, 'en');
    await expect(page).not.toHaveURL(before);
  }
}

test('a form can be filled in with the keyboard alone', async ({ page }) => {
  await begin(page, 'en');
  const press = async (...keys: string[]): Promise<void> => {
    for (const key of keys) {
      await page.keyboard.press(key);
    }
  };
  const reach = async (id: string): Promise<void> => {
    for (let tabs = 0; tabs < 40; tabs++) {
      if (await page.evaluate(wanted => document.activeElement?.id === wanted, id)) {
        return;
      }

      await press('Tab');
    }

    throw new Error(`The Tab key does not reach ${id}`);
  };
  for (const [id, second] of [['hasPermanentIdentityCard', false], ['isChineseCitizen', false], ['declaredNationalityChange', true]] as const) {
    await reach(`q-${id}-0`);
    await press('Space', ...(second ? ['ArrowRight'] : []));
  }

  await reach('q-dateOfBirth-day');
  await page.keyboard.type('15');
  await press('Tab');
  await page.keyboard.type('6');
  await press('Tab');
  await page.keyboard.type('1985');
  await press('Enter');
  await expect(page.getByText('Step 2 of')).toBeVisible();
  // An error summary is a list of links to the fields.
  await reach('q-applicationType-0');
  await page.getByRole('button', { name: said('en', 'common.continue') }).press('Enter');
  await expect(page.locator('.govuk-error-summary')).toBeFocused();
  await press('Tab', 'Enter');
  await expect(page.locator('#q-applicationType-0')).toBeFocused();
});

test('a session that ends in the middle of a form loses nothing', async ({ page }) => {
  await begin(page, 'en');
  const person = await page.evaluate(() => (JSON.parse(Object.entries(sessionStorage).find(([key]) => key.startsWith('egov.user'))![1] as string) as { access_token: string }).access_token);
  const refuse = '**/api/drafts/*';
  await page.route(refuse, route => route.fulfill({ status: 401, contentType: 'application/problem+json', body: '{"code":"sign-in-required","status":401,"title":""}' }));
  await page.locator('#q-dateOfBirth-year').fill('1985');
  await expect(page.getByText(said('en', 'failure.signedOut'))).toBeVisible();
  await holds(page, 'en-session-ended');
  await page.unroute(refuse);
  const before = page.url();
  await page.getByRole('main').getByRole('button', { name: said('en', 'nav.signIn') }).click();
  await page.waitForURL(/\/idp\/authorize/);
  await page.goto(`${page.url()}&person=${encodeURIComponent(person)}`);
  await expect(page).toHaveURL(before);
  await expect(page.locator('#q-dateOfBirth-year')).toHaveValue('1985');
  await expect(page.locator('.app-saved')).toContainText('Saved');
});

for (const file of readdirSync(join(__dirname, '../../../functions/EGov.Functions/Features/Forms/Documents')).filter(name => name.endsWith('.json'))) {
  const id = file.replace('.json', '');
  test(`the published form ${id} can be filled in to its check`, async ({ page }) => {
    await begin(page, 'tc', id);
    await toCheck(page, 'tc', undefined, formWithAnswers(id));
    await holds(page, `tc-check-${id}`);
  });
}

test('items of a group come and go, and the focus goes with them', async ({ page }) => {
  await begin(page, 'en', 'rvd-account-change');
  await page.goto(`${page.url().replace(/&page=.*/, '')}&page=accounts`);
  await page.locator('#q-accountList-0-accountNumber').fill('111');
  await page.getByRole('button', { name: said('en', 'group.addAnother', { label: 'Account' }) }).click();
  await expect(page.locator('#q-accountList-1-legend')).toBeFocused();
  await page.locator('#q-accountList-1-accountNumber').fill('222');
  await holds(page, 'en-group');
  await page.getByRole('button', { name: 'Remove Account 1' }).click();
  await expect(page.locator('#q-accountList-0-legend')).toBeFocused();
  await expect(page.locator('#q-accountList-0-accountNumber')).toHaveValue('222');
  await expect(page.getByText(said('en', 'group.removed', { item: 'Account 1' }))).toBeAttached();
  await expect(page.locator('#q-accountList-1-legend')).toHaveCount(0);
});
