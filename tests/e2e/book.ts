import { expect, type Page } from '@playwright/test';
import { type Lang, said } from './pages/help';

// Every test is another person, so that none finds another's appointment.
let people = Math.floor(Math.random() * 9e5);
export function card(): string {
  const digits = String(100_000 + (people++ % 900_000)).padStart(6, '0');
  const sum = 9 * 36 + parseInt('K', 36) * 8 + [...digits].reduce((all, digit, at) => all + Number(digit) * (7 - at), 0);
  const check = (11 - (sum % 11)) % 11;
  return `K${digits}(${check === 10 ? 'A' : check})`;
}

export const forward = (page: Page, lang: Lang): Promise<void> => page.getByRole('button', { name: said(lang, 'common.continue'), exact: true }).click();
export const heading = (page: Page) => page.getByRole('heading', { level: 1 });

export async function type(page: Page, field: string, date: string): Promise<void> {
  for (const [at, part] of ['year', 'month', 'day'].entries()) {
    await page.locator(`#q-${field}-${part}`).fill(date.split('-')[at]!);
  }
}

/** A short list is radio buttons, a long one a list to choose from. */
async function choose(page: Page, field: string, at: number, value: string): Promise<void> {
  const radio = page.locator(`#q-${field}-${at}`);
  const list = page.locator(`select#q-${field}`);
  await expect(radio.or(list)).toBeVisible();
  await ((await list.count()) === 0 ? radio.check() : list.selectOption(value));
}

/** Answers everything for an identity card; `each` sees every page before it is answered. */
export async function toSlots(page: Page, lang: Lang, number = card(), each: (step: string) => Promise<void> = async () => undefined, kind = { at: 1, name: 'lost' }): Promise<string> {
  await page.goto(`/${lang}/appointments/`);
  await expect(heading(page)).toHaveText(said(lang, 'appt.service'));
  await each('service');
  await choose(page, 'service', 0, 'hkic');
  await choose(page, 'class', kind.at, kind.name);
  await forward(page, lang);
  await expect(heading(page)).toHaveText(said(lang, 'appt.who'));
  await expect(heading(page)).toBeFocused();
  await each('who');
  await page.locator('#q-documentType-0').check();
  await page.locator('#q-documentNumber').fill(number);
  await type(page, 'dateOfBirth', '1985-6-15');
  await page.locator('#q-enquiryCode').fill('2580');
  await page.locator('#q-email').fill('someone@example.hk');
  await forward(page, lang);
  await expect(heading(page)).toHaveText(said(lang, 'slots.title'));
  await expect(page.getByRole('grid')).toBeVisible();
  return number;
}

/** The last day that has a place: far off there is room for every test at once. */
export async function chooseDay(page: Page, lang: Lang): Promise<void> {
  const after = page.getByRole('button', { name: said(lang, 'slots.monthAfter') });
  if (await after.isEnabled()) {
    await after.click();
  }

  await page.locator('.app-day:not(.app-day--none)').last().click();
}

/** Takes one of the times that are shown, by chance: tests that run at once do not all want the same. */
export async function takeTime(page: Page): Promise<void> {
  await page.locator('.app-time').first().waitFor();
  const shown = page.locator('.app-time:visible');
  await shown.nth(Math.floor(Math.random() * (await shown.count()))).click();
}

export async function toCheck(page: Page, lang: Lang, number?: string): Promise<string> {
  const used = await toSlots(page, lang, number);
  await chooseDay(page, lang);
  await takeTime(page);
  await expect(heading(page)).toHaveText(said(lang, 'held.title'));
  return used;
}

export async function find(page: Page, lang: Lang, number: string, code = '2580'): Promise<void> {
  await choose(page, 'service', 0, 'hkic');
  await page.locator('#q-documentType-0').check();
  await page.locator('#q-documentNumber').fill(number);
  await type(page, 'dateOfBirth', '1985-6-15');
  await page.locator('#q-enquiryCode').fill(code);
  await page.getByRole('button', { name: said(lang, 'manage.find') }).click();
}

/** Makes an appointment without the pages, on a day on which there is room for every test. */
export async function book(page: Page, party = 1): Promise<{ reference: string; pass: string; date: string; time: string; number: string }> {
  const get = async (path: string) => (await page.request.get(`/api/appointments/${path}`)).json();
  const post = async (path: string, data: object, headers = {}) => (await page.request.post(`/api/appointments/${path}`, { data, headers: { 'Idempotency-Key': crypto.randomUUID(), ...headers } })).json();
  const wanted = `service=hkic&class=lost&party=${party}`;
  const { last: date } = await get(`availability?${wanted}`);
  const { offices } = await get(`availability/${date}?${wanted}`);
  const { office, slots } = offices[Math.floor(Math.random() * offices.length)];
  const { time } = slots[Math.floor(Math.random() * slots.length)];
  const number = card();
  const held = await post('holds', { service: 'hkic', class: 'lost', office, date, time, party, document: { type: 'hkid', number }, dateOfBirth: '1985-06-15', enquiryCode: '2580', language: 'en' });
  await post(`${held.reference}/confirmation`, {}, { 'Appointment-Pass': held.pass });
  return { reference: held.reference, pass: held.pass, date, time, number };
}
