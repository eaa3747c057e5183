import { expect, type Page, test } from '@playwright/test';
import { join } from 'node:path';
import { fillPage, formWithAnswers } from '../fill';
import { languages, said, type Lang } from '../pages/help';

// The whole circle on a running stack: PORTAL_URL, and behind it the real API and identity provider simulator.
const { form, answers } = formWithAnswers('immd-passport');
const citizens = { en: 'chan-tai-man', tc: 'wong-siu-ming', sc: 'lee-mei-ling' } as const;
const officer = 'officer-immd-cheung';

/** Chooses a person on the simulated identity provider's page. */
async function be(page: Page, persona: string): Promise<void> {
  await page.locator(`button[value="${persona}"]`).click();
  await page.waitForURL(url => /^\/(en|tc|sc)\/(?!signed-in)/.test(url.pathname));
}

async function fillAll(page: Page, lang: Lang, filled = { form, answers }): Promise<void> {
  for (let step = 0; step < 20; step++) {
    const heading = page.getByRole('heading', { level: 1 });
    await expect(heading).toBeFocused();
    if ((await heading.textContent()) === said(lang, 'check.title')) {
      return;
    }

    await fillPage(page, filled.form, filled.answers);
    const before = page.url();
    await expect(async () => {
      if (page.url() === before) {
        await page.getByRole('button', { name: said(lang, 'common.continue') }).click();
      }

      await expect(page).not.toHaveURL(before, { timeout: 2000 });
    }).toPass();
  }
}

/** The picture for the README: the front page as this stack serves it. */
async function photographHome(page: Page): Promise<void> {
  const address = page.url();
  await page.setViewportSize({ width: 1280, height: 1000 });
  await page.goto('/en/');
  await expect(page.locator('.app-card').first()).toBeVisible();
  await page.screenshot({ path: join(__dirname, '../../../docs/screenshot.png') });
  await page.goto(address);
}

for (const lang of languages) {
  test(`a citizen applies, an officer asks, the citizen answers, the officer decides, in ${lang}`, async ({ browser }) => {
    test.setTimeout(240_000);
    const options = { locale: { en: 'en-HK', tc: 'zh-HK', sc: 'zh-CN' }[lang], timezoneId: 'Asia/Hong_Kong' };
    const citizen = await (await browser.newContext(options)).newPage();
    await citizen.goto(`/${lang}/form/?id=immd-passport`);
    await citizen.getByRole('button', { name: said(lang, 'start.begin') }).click();
    await be(citizen, citizens[lang]);
    await citizen.getByRole('button', { name: new RegExp(`^(${said(lang, 'start.begin')}|${said(lang, 'start.another')})$`) }).click();
    await expect(citizen).toHaveURL(/\/form\/fill\/\?draft=/);
    await fillAll(citizen, lang);
    await citizen.locator('#q-declaration-box').check();
    await expect(async () => {
      if ((await citizen.locator('.app-sent').count()) === 0) {
        // The scan of the photographs may still be under way; then the page says so.
        await citizen.getByRole('button', { name: said(lang, 'check.send') }).click();
      }

      await expect(citizen.locator('.app-sent .app-reference')).toBeVisible({ timeout: 5000 });
    }).toPass({ timeout: 90_000 });
    const reference = (await citizen.locator('.app-sent .app-reference').textContent())!.trim();
    expect(reference.length).toBeGreaterThan(6);
    if (process.env['SCREENSHOT'] === '1' && lang === 'en') {
      await photographHome(citizen);
    }

    const desk = await (await browser.newContext(options)).newPage();
    const deskCase = `/${lang}/desk/case/?ref=${encodeURIComponent(reference)}`;
    await desk.goto(deskCase);
    await be(desk, officer);
    // The department has the case when its queue has been read.
    await expect(async () => {
      await desk.goto(deskCase);
      await expect(desk.getByRole('button', { name: said(lang, 'desk.acknowledge') })).toBeVisible({ timeout: 5000 });
    }).toPass({ timeout: 60_000 });
    await expect(desk.getByText('A123456(3)')).toBeVisible();
    await desk.getByRole('button', { name: said(lang, 'desk.acknowledge') }).click();
    const question = { en: 'Please say when the photograph was taken.', tc: '請說明照片在何時拍攝。', sc: '请说明照片在何时拍摄。' }[lang];
    await desk.locator('#question').fill(question);
    await desk.getByRole('button', { name: said(lang, 'desk.askSend') }).click();
    await expect(desk.getByText(said(lang, 'desk.waitsForAnswer'))).toBeVisible();

    const own = `/${lang}/case/?ref=${encodeURIComponent(reference)}`;
    await expect(async () => {
      await citizen.goto(own);
      await expect(citizen.getByText(question)).toBeVisible({ timeout: 5000 });
    }).toPass({ timeout: 60_000 });
    await citizen.locator('#answer').fill('2026-10-01');
    await citizen.getByRole('button', { name: said(lang, 'case.answerSend') }).click();
    await expect(citizen.locator('#answer')).toHaveCount(0);
    await expect(citizen.locator('.app-receipt__qr')).toBeVisible();

    await expect(async () => {
      await desk.goto(deskCase);
      await expect(desk.getByText('2026-10-01')).toBeVisible({ timeout: 5000 });
    }).toPass({ timeout: 60_000 });
    await desk.locator('#outcome-approved').check();
    const reason = { en: 'All documents are in order.', tc: '文件齊備。', sc: '文件齐备。' }[lang];
    await desk.locator('#reason').fill(reason);
    await desk.getByRole('button', { name: said(lang, 'desk.decideSend') }).click();
    await expect(desk.locator('.app-decision--approved')).toBeVisible();

    await expect(async () => {
      await citizen.goto(own);
      await expect(citizen.locator('.app-decision--approved')).toContainText(reason, { timeout: 5000 });
    }).toPass({ timeout: 60_000 });
  });
}

test('a draft that was sent from one device leads to its case from another', async ({ browser }) => {
  test.setTimeout(120_000);
  const options = { locale: 'en-HK', timezoneId: 'Asia/Hong_Kong' };
  const first = await (await browser.newContext(options)).newPage();
  await first.goto('/en/form/?id=ird-postal-address');
  await first.getByRole('button', { name: said('en', 'start.begin') }).click();
  await be(first, citizens.en);
  await first.getByRole('button', { name: new RegExp(`^(${said('en', 'start.begin')}|${said('en', 'start.another')})$`) }).click();
  await expect(first).toHaveURL(/\/form\/fill\/\?draft=/);
  await fillAll(first, 'en', formWithAnswers('ird-postal-address'));
  await first.locator('#q-declaration-box').check();

  const second = await (await browser.newContext(options)).newPage();
  await second.goto(first.url());
  await be(second, citizens.en);
  await second.locator('#q-declaration-box').check();

  await first.getByRole('button', { name: said('en', 'check.send') }).click();
  const reference = (await first.locator('.app-sent .app-reference').textContent())!.trim();
  await second.getByRole('button', { name: said('en', 'check.send') }).click();

  await expect(second).toHaveURL(new RegExp(`/en/case/\\?ref=${reference}&already=submitted$`));
  await expect(second.getByText(said('en', 'case.already'))).toBeFocused();
});
