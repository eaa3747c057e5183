import { expect, type Page, test } from '@playwright/test';
import { card, heading, toCheck } from '../book';
import { holds, languages, said } from '../pages/help';

// The real API behind both sides: what a citizen books the officer has before them, and what the officer looks at the citizen is shown.
async function be(page: Page, persona: string): Promise<void> {
  await page.locator(`button[value="${persona}"]`).click();
  await page.waitForURL(url => /^\/(en|tc|sc)\/(?!signed-in)/.test(url.pathname));
}

for (const lang of languages) {
  test(`an officer finds a booking, opens it, and tells whoever comes too early the right day, in ${lang}`, async ({ browser }) => {
    const options = { timezoneId: 'Asia/Hong_Kong' };
    const citizen = await (await browser.newContext(options)).newPage();
    const number = await toCheck(citizen, lang, card());
    const [confirmed] = await Promise.all([
      citizen.waitForResponse(response => response.url().endsWith('/confirmation')),
      citizen.getByRole('button', { name: said(lang, 'held.confirm') }).click(),
    ]);
    const { reference, office, date, time } = (await confirmed.json()) as Record<'reference' | 'office' | 'date' | 'time', string>;
    await expect(heading(citizen)).toHaveText(said(lang, 'booked.title'));

    const officer = await (await browser.newContext(options)).newPage();
    await officer.goto(`/${lang}/desk/appointments/?office=${office}&date=${date}&service=hkic`);
    await be(officer, 'officer-immd-cheung');
    await expect(officer.locator('#office')).toHaveValue(office);
    const slot = officer.locator('.app-slot').filter({ has: officer.locator('summary') }).filter({ hasText: reference });
    await slot.locator('summary').click();
    await expect(slot.locator('.app-slot__time')).toHaveText(time);
    const line = slot.locator('.app-booking').filter({ hasText: reference });
    await line.getByRole('button', { name: said(lang, 'counter.details') }).click();
    await expect(line.locator('.app-opened')).toContainText(`${number.slice(0, 3)}****(*)`);
    await expect(line.locator('.app-opened')).not.toContainText(number);
    await holds(officer, `${lang}-real-counter`);

    await officer.getByRole('button', { name: said(lang, 'counter.today'), exact: true }).click();
    await expect(async () => {
      await officer.locator('#code').fill(`APPT:${reference}`);
      await officer.keyboard.press('Enter');
      await expect(officer.locator('#code-error')).toContainText(time, { timeout: 2000 });
    }).toPass();

    await citizen.goto(`/${lang}/appointments/manage/`);
    await expect(citizen.getByRole('heading', { name: said(lang, 'case.accesses') })).toBeVisible();
    const told = said(lang, 'manage.accessed', { department: { en: 'Immigration Department', tc: '入境事務處', sc: '入境事务处' }[lang], time: '…' });
    await expect(citizen.getByText(new RegExp(told.split('…').map(part => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('.+')))).toBeVisible();
  });
}
