import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Glossary, simplifier } from '../scripts/conversion.ts';

const folder = resolve('../functions/EGov.Functions/Features/Forms/Documents');
const glossary = JSON.parse(readFileSync('src/strings/glossary.json', 'utf8')) as Glossary;
const [plain, withGlossary] = [simplifier({}), simplifier(glossary)];

/** Simplified text that is not what its traditional text converts to. */
function strays(node: unknown, place: string): string[] {
  if (typeof node !== 'object' || node === null) {
    return [];
  }

  const { tc, sc } = node as { tc?: unknown; sc?: unknown };
  const stray = typeof tc === 'string' && typeof sc === 'string' && sc !== plain(tc) && sc !== withGlossary(tc);
  return [...(stray ? [`${place}: ${sc} for ${tc}`] : []), ...Object.entries(node).flatMap(([name, child]) => strays(child, `${place}.${name}`))];
}

describe.skipIf(!existsSync(folder))('a form document', () => {
  it.each(existsSync(folder) ? readdirSync(folder).filter(name => name.endsWith('.json')) : [])('%s says in simplified characters what it says in traditional ones', name => {
    expect(strays(JSON.parse(readFileSync(join(folder, name), 'utf8')), name)).toEqual([]);
  });

  it('that says something else is found', () => {
    expect(strays({ title: { en: 'Passport', tc: '護照', sc: '签证' } }, 'x')).toEqual(['x.title: 签证 for 護照']);
  });
});
