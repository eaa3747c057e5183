/** A language's strings: key to sentence, where `{name}` is filled in. */
export type Catalogue = Readonly<Record<string, string>>;

const placeholders = (text: string): string => [...text.matchAll(/\{(\w+)\}/g)].map(match => match[1]).sort().join(',');

/**
 * Tells what is wrong between the two hand-written catalogues: a key that one of them lacks, a blank string, placeholders that differ.
 * An empty list means that every string can be shown in every language.
 */
export function faults(en: Catalogue, tc: Catalogue): string[] {
  const found: string[] = [];
  for (const key of new Set([...Object.keys(en), ...Object.keys(tc)])) {
    const [english, chinese] = [en[key], tc[key]];
    if (english === undefined || chinese === undefined) {
      found.push(`${key}: missing from ${english === undefined ? 'en' : 'tc'}.json`);
      continue;
    }

    if (english.trim() === '' || chinese.trim() === '') {
      found.push(`${key}: blank in ${english.trim() === '' ? 'en' : 'tc'}.json`);
    }

    if (placeholders(english) !== placeholders(chinese)) {
      found.push(`${key}: placeholders differ: en {${placeholders(english)}}, tc {${placeholders(chinese)}}`);
    }
  }

  return found;
}
