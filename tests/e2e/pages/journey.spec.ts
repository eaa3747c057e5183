import { expect, type Page, test } from '@playwright/test';
import { fillPage, formWithAnswers } from '../fill';
import { holds, type Lang, languages, said, signIn, widths } from './help';

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

async function toCheck(page: Page, lang: Lang, each?: (step: number) => Promise<void>): Promise<void> {
  for (let step = 1; step < 20; step++) {
    await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
    if ((await page.getByRole('heading', { level: 1 }).textContent()) === said(lang, 'check.title')) {
      return;
    }

    await each?.(step);
    await fillPage(page, form, answers);
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
  await expect(page.getByText(said('tc', 'form.step', { number: 1, total: 8 }))).toBeVisible();
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
