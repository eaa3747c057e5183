import { expect, test } from '@playwright/test';
import { holds } from '../pages/help';

const api = process.env['API_URL'] ?? 'http://127.0.0.1:7071/api';
const admin = new URL('/admin', api).href;

for (const [name, width] of [['wide', 1280], ['narrow', 320]] as const) {
  test(`an operator finds a call by its function and reads its trace, ${name}`, async ({ page }) => {
    await page.setViewportSize({ width, height: 900 });
    expect((await page.request.get(`${api}/forms`)).ok()).toBe(true);

    await page.goto(admin);
    await expect(page.locator('#functions tr').first()).toBeVisible();
    await page.getByLabel('Show those whose name contains').fill('ListForms');
    await page.locator('#traces').getByRole('button', { name: /^GET ListForms/ }).first().focus();
    await page.keyboard.press('Enter');

    await expect(page.getByRole('heading', { name: /^Trace [0-9a-f]{32}$/ })).toBeFocused();
    await expect(page.locator('#spans')).toContainText('function ListForms');
    await holds(page, `operator-trace-${name}`);
  });

  test(`an operator looks at a dead letter and sends it again, ${name}`, async ({ page }) => {
    await page.setViewportSize({ width, height: 900 });
    const letter = { sequenceNumber: 7, messageId: 'CDFH3467XY3K-0', subject: 'SubmissionReceived', reason: 'MaxDeliveryCountExceeded', description: 'Message could not be consumed after 10 delivery attempts.', deliveryCount: 10, enqueuedTime: '2026-03-02T01:00:00Z', properties: null, body: '{"reference":"<b>CDFH-3467-XY3K</b>"}' };
    let dead = [letter];
    const sent: string[] = [];
    await page.route('**/admin/bus', route => route.fulfill({ json: [{ entity: 'deliver-submission', active: 3, locked: 0, scheduled: 0, deadLettered: dead.length }, { entity: 'record-timeline', active: 0, locked: 0, scheduled: 0, deadLettered: 0 }] }));
    await page.route('**/admin/bus/deliver-submission/dead-letters*', route => {
      if (route.request().method() === 'POST') {
        sent.push(new URL(route.request().url()).search);
        dead = [];
        return route.fulfill({ json: { redriven: 1 } });
      }

      return route.fulfill({ json: dead });
    });

    await page.goto(admin);
    await expect(page.getByRole('status')).toHaveText('Running. 1 dead letter.');
    await page.getByRole('button', { name: '1 – look at the dead letters of deliver-submission' }).press('Enter');
    await expect(page.getByRole('heading', { name: 'Dead letters of deliver-submission' })).toBeFocused();
    await expect(page.locator('#letters-list pre')).toHaveText(letter.body);
    await holds(page, `operator-letters-${name}`);

    await page.getByRole('button', { name: 'Send again CDFH3467XY3K-0' }).click();
    await expect(page.locator('#letters-list')).toHaveText('None is left.');
    expect(sent).toEqual(['?sequence=7']);
  });
}
