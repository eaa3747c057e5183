import * as OpenCC from 'opencc-js';

/** The glossary: how a term of Hong Kong's Traditional Chinese is said in Simplified Chinese where conversion letter by letter is wrong or not wanted. */
export type Glossary = Readonly<Record<string, string>>;

/**
 * Gives the conversion from Hong Kong Traditional Chinese to Simplified Chinese.
 * A term of the glossary wins over the dictionary, the longest term first.
 */
export function simplifier(glossary: Glossary): (text: string) => string {
  const convert = OpenCC.Converter({ from: 'hk', to: 'cn' });
  const terms = Object.keys(glossary).sort((a, b) => b.length - a.length);
  if (terms.length === 0) {
    return convert;
  }

  const pattern = new RegExp(terms.map(term => term.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|'), 'g');
  return text => {
    let simplified = '';
    let from = 0;
    for (const match of text.matchAll(pattern)) {
      simplified += convert(text.slice(from, match.index)) + glossary[match[0]];
      from = match.index + match[0].length;
    }

    return simplified + convert(text.slice(from));
  };
}
