import { expect, type Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

type Json = Record<string, any>;
const root = join(__dirname, '../..');
const day = (offset: number): string => new Date(Date.now() + (8 * 3600 + offset * 86_400) * 1000).toISOString().slice(0, 10);
// The examples hold dates that move with the calendar: `@today+30`.
const read = (path: string): Json => JSON.parse(readFileSync(join(root, path), 'utf8').replace(/@today([+-]\d+)?/g, (_, offset?: string) => day(Number(offset ?? 0)))) as Json;

/** A published form, and answers that it accepts. */
export function formWithAnswers(id: string): { form: Json; answers: Json } {
  return {
    form: read(`functions/EGov.Functions/Features/Forms/Documents/${id}.json`),
    answers: read(`tests/vectors/form-answers/${id}.json`)['answers'] as Json,
  };
}

/** A small real JPEG, so that a scan that looks at the first bytes accepts it. */
export const photograph = {
  name: 'photograph.jpg',
  mimeType: 'image/jpeg',
  buffer: Buffer.concat([
    Buffer.from('ffd8ffe000104a46494600010100000100010000ffdb004300', 'hex'),
    Buffer.alloc(64, 16),
    Buffer.from('ffc0000b080001000101011100ffc40014000100000000000000000000000000000009ffc40014100100000000000000000000000000000000ffda0008010100003f00d2cf20ffd9', 'hex'),
  ]),
};

/** Fills in the questions of the page that is shown, with the keyboard where a keyboard is what people would use. */
export async function fillPage(page: Page, form: Json, answers: Json): Promise<void> {
  const title = await page.getByRole('heading', { level: 1 }).textContent();
  const found = (form['pages'] as Json[]).find(one => Object.values(one['title'] as Json).includes(title?.trim()));
  if (!found) {
    throw new Error(`No page is called ${title}`);
  }

  for (const field of found['fields'] as Json[]) {
    const id = `q-${field['id']}`;
    const answer = answers[field['id']] as any;
    if (answer === undefined || field['type'] === 'declaration') {
      continue;
    }

    await expect(page.locator(`#${id}`)).toBeAttached();
    await fillField(page, field, id, answer);
  }
}

async function fillField(page: Page, field: Json, id: string, answer: any): Promise<void> {
  switch (field['type']) {
    case 'yesNo':
      await page.locator(`#${id}-${answer === true ? 0 : 1}`).check();
      return;
    case 'choice': {
      const at = (field['options'] as Json[]).findIndex(option => option['value'] === answer);
      const list = page.locator(`select#${id}`);
      await ((await list.count()) > 0 ? list.selectOption(String(answer)) : page.locator(`#${id}-${at}`).check());
      return;
    }
    case 'choices':
      for (const one of answer as string[]) {
        await page.locator(`#${id}-${(field['options'] as Json[]).findIndex(option => option['value'] === one)}`).check();
      }

      return;
    case 'date': {
      const [year, month, day] = String(answer).split('-');
      await page.locator(`#${id}-day`).fill(String(Number(day)));
      await page.locator(`#${id}-month`).fill(String(Number(month)));
      await page.locator(`#${id}-year`).fill(year!);
      return;
    }
    case 'phone':
      if (field['overseas'] === true) {
        await page.locator(`#${id}-number`).fill(String(answer));
      } else {
        await page.locator(`#${id}`).fill(String(answer));
      }

      return;
    case 'address':
      await page.locator(`#${id}-language-${answer.language}`).check();
      await page.locator(`#${id}-district`).selectOption(answer.district);
      for (const part of ['flat', 'floor', 'block', 'building', 'phase', 'estate', 'streetNumber', 'street', 'village']) {
        if (answer[part] !== undefined) {
          await page.locator(`#${id}-${part}`).fill(answer[part]);
        }
      }

      return;
    case 'file':
      await page.locator(`#${id}`).setInputFiles(photograph);
      await expect(page.locator('.app-file').filter({ hasText: photograph.name }).first().locator('.govuk-tag--green, .govuk-tag--blue')).toBeVisible();
      return;
    case 'money':
      await page.locator(`#${id}`).fill(String(answer / 100));
      return;
    case 'group':
      for (const [index, item] of (answer as Json[]).entries()) {
        if ((await page.locator(`#${id}-${index}-legend`).count()) === 0) {
          await page.locator(`#${id}-add`).click();
        }

        for (const own of field['fields'] as Json[]) {
          if (item[own['id']] !== undefined) {
            await fillField(page, own, `${id}-${index}-${own['id']}`, item[own['id']]);
          }
        }
      }

      return;
    default:
      await page.locator(`#${id}`).fill(String(answer));
  }
}
