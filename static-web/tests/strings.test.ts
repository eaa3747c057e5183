import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { faults } from '../scripts/catalogue.ts';
import { simplifier } from '../scripts/conversion.ts';

const source = resolve('src/strings');
const read = (name: string): Record<string, string> => JSON.parse(readFileSync(join(source, name), 'utf8')) as Record<string, string>;

describe('the strings', () => {
  it('are the same in both hand-written catalogues', () => {
    expect(faults(read('en.json'), read('tc.json'))).toEqual([]);
  });

  it('may lack no key, be blank nowhere, and hold the same placeholders', () => {
    expect(faults({ a: 'A', b: ' ', c: '{x}' }, { b: '乙', c: '{y}', d: '丁' })).toEqual([
      'a: missing from tc.json',
      'b: blank in en.json',
      'c: placeholders differ: en {x}, tc {y}',
      'd: missing from en.json',
    ]);
  });

  const generate = (spoil?: (strings: Record<string, string>) => void): { status: number | null; said: string } => {
    const folder = mkdtempSync(join(tmpdir(), 'strings-'));
    cpSync(source, folder, { recursive: true });
    const tc = read('tc.json');
    spoil?.(tc);
    writeFileSync(join(folder, 'tc.json'), JSON.stringify(tc));
    const run = spawnSync(resolve('node_modules/.bin/node'), ['scripts/generate-strings.ts', folder, folder], { encoding: 'utf8' });
    return { status: run.status, said: run.stderr };
  };

  it('let the build pass when they are complete', () => {
    expect(generate().status).toBe(0);
  });

  it('stop the build when one is missing', () => {
    const { status, said } = generate(tc => delete tc['check.send']);
    expect(status).toBe(1);
    expect(said).toContain('check.send: missing from tc.json');
  });

  it('stop the build when one is blank', () => {
    expect(generate(tc => (tc['check.send'] = ' ')).status).toBe(1);
  });

  it('say a term of the glossary in its own way and convert the rest', () => {
    expect(simplifier({ 檔案: '文件', 檔案編號: '档案编号' })('檔案編號及檔案')).toBe('档案编号及文件');
  });

  it('are built before the portal is', () => {
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };
    expect(scripts['build']).toMatch(/^npm run generate && /);
    expect(execFileSync(resolve('node_modules/.bin/node'), ['--version'], { encoding: 'utf8' })).toMatch(/^v22\./);
  });
});
