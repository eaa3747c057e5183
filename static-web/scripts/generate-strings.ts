// Writes the Simplified Chinese catalogue, and stops the build when a string is missing in any language.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Catalogue, faults } from './catalogue.ts';
import { simplifier } from './conversion.ts';

const source = resolve(process.argv[2] ?? 'src/strings');
const target = resolve(process.argv[3] ?? 'src/generated');
const read = (name: string): Catalogue => JSON.parse(readFileSync(resolve(source, name), 'utf8')) as Catalogue;

const [en, tc] = [read('en.json'), read('tc.json')];
const found = faults(en, tc);
if (found.length > 0) {
  console.error(`The strings are not complete:\n${found.map(fault => `  ${fault}`).join('\n')}`);
  process.exit(1);
}

const simplify = simplifier(read('glossary.json'));
const sc = Object.fromEntries(Object.entries(tc).map(([key, text]) => [key, simplify(text)]));
mkdirSync(target, { recursive: true });
writeFileSync(resolve(target, 'sc.json'), `${JSON.stringify(sc, null, 2)}\n`);
