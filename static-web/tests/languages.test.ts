import { describe, expect, it } from 'vitest';
import { answerAt, idOf, withAnswer } from '../src/forms/answers.ts';
import { dialled, dialling } from '../src/forms/dialling.ts';
import { inLanguage, languageOf, preferred } from '../src/lib/languages.ts';

describe('the language', () => {
  it.each([
    [['zh-HK', 'en'], 'tc'],
    [['yue'], 'tc'],
    [['zh-Hant'], 'tc'],
    [['zh-CN'], 'sc'],
    [['zh'], 'sc'],
    [['fr', 'zh-TW'], 'tc'],
    [['fr'], 'en'],
    [[], 'en'],
  ])('for %j is %s', (preferences, lang) => {
    expect(preferred(preferences)).toBe(lang);
  });

  it('is read from the address and changed in it', () => {
    expect(languageOf('/tc/cases/')).toBe('tc');
    expect(inLanguage('/tc/form/fill/', 'sc')).toBe('/sc/form/fill/');
  });
});

describe('an answer', () => {
  it('is put at its path, and nothing that was there is changed', () => {
    const before = { children: [{ name: 'A' }, { name: 'B' }] };
    const after = withAnswer(before, 'children[1].name', 'C');
    expect(after).toEqual({ children: [{ name: 'A' }, { name: 'C' }] });
    expect(before.children[1]!.name).toBe('B');
    expect(answerAt(after, 'children[1].name')).toBe('C');
    expect(idOf('children[1].name')).toBe('q-children-1-name');
  });

  it('that is taken away leaves no member behind', () => {
    expect(withAnswer({ a: 1, b: 2 }, 'a', undefined)).toEqual({ b: 2 });
  });
});

describe('a telephone number', () => {
  it('is split at its country code', () => {
    expect(dialled('+85291234567')).toEqual({ territory: 'HK', rest: '91234567' });
    expect(dialled('+447700900123')).toEqual({ territory: 'GB', rest: '7700900123' });
    expect(dialled(undefined)).toEqual({ territory: 'HK', rest: '' });
  });

  it('may come from any territory once', () => {
    expect(new Set(dialling.map(one => one.territory)).size).toBe(dialling.length);
    expect(dialling.every(one => /^[A-Z]{2}$/.test(one.territory) && /^\d{1,3}$/.test(one.code))).toBe(true);
  });
});
