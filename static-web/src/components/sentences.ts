import type { FormField, Problem } from '../forms/engine/index';
import { calendarDate, dollars } from '../lib/format.ts';
import type { Lang } from '../lib/languages.ts';
import type { Key, Say } from '../lib/strings.ts';

const kindOf: Partial<Record<FormField['type'], 'choose' | 'upload' | 'date' | 'declare' | 'add'>> = {
  choice: 'choose',
  choices: 'choose',
  yesNo: 'choose',
  file: 'upload',
  date: 'date',
  declaration: 'declare',
  group: 'add',
};

const known = {
  'unknown-field': 'error.unfit',
  'wrong-type': 'error.unfit',
  'too-long': 'error.tooLong',
  'control-characters': 'error.controlCharacters',
  pattern: 'error.pattern',
  'not-a-number': 'error.notANumber',
  'too-many-decimals': 'error.tooManyDecimals',
  'too-small': 'error.tooSmall',
  'too-large': 'error.tooLarge',
  'not-a-date': 'error.notADate',
  'too-early': 'error.tooEarly',
  'too-late': 'error.tooLate',
  'hkid-format': 'error.hkidFormat',
  'hkid-check-digit': 'error.hkidCheckDigit',
  'travel-document-format': 'error.travelDocument',
  'phone-format': 'error.phone',
  'phone-not-hong-kong': 'error.phoneHongKong',
  'email-format': 'error.email',
  'unknown-option': 'error.unknownOption',
  'too-few': 'error.tooFew',
  'too-many': 'error.tooMany',
  'address-district': 'error.addressDistrict',
  'not-declared': 'error.notDeclared',
  'file-refused': 'error.fileRefused',
  'file-unfinished': 'error.fileUnfinished',
} as const satisfies Record<string, Key>;

/** The sentence that tells a person what to do about a problem: the document's own words where it has some. */
export function problemSentence(problem: Problem, field: FormField | undefined, lang: Lang, say: Say): string {
  if (problem.message) {
    return problem.message[lang];
  }

  const label = field?.label[lang] ?? problem.field;
  if (problem.code === 'required' || (problem.code === 'wrong-type' && field?.type === 'yesNo')) {
    const kind = field ? kindOf[field.type] : undefined;
    return say(kind ? `error.required.${kind}` : 'error.required.enter', { label });
  }

  if (problem.code === 'address-incomplete') {
    const part = problem.field.split('.').at(-1) ?? '';
    const parts = { kind: 'kind', region: 'district', district: 'district', street: 'street', lines: 'lines', country: 'country' } as const;
    return say(`error.address.${parts[part as keyof typeof parts] ?? 'street'}`, { label });
  }

  const limit = (value: string | undefined): string => {
    if (value === undefined) {
      return '';
    }

    return field?.type === 'money' ? dollars(Number(value)) : field?.type === 'date' ? calendarDate(value, lang) : value;
  };
  const values = { label, min: limit(problem.values?.['min']), max: limit(problem.values?.['max']), decimals: problem.values?.['decimals'] ?? '0' };
  return say(known[problem.code as keyof typeof known] ?? 'error.unfit', values);
}
