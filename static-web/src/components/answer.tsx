import type { ComponentChildren } from 'preact';
import { districts, type FormField } from '../forms/engine/index';
import { calendarDate, dollars } from '../lib/format.ts';
import { type Lang, tags } from '../lib/languages.ts';
import type { Say } from '../lib/strings.ts';

/** Names of an answer's files by their id. */
export type FileNames = ReadonlyMap<string, ComponentChildren>;

/** An answer as people read it. */
export function AnswerText({ field, value, lang, say, files }: { field: FormField; value: unknown; lang: Lang; say: Say; files: FileNames }): ComponentChildren {
  if (value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)) {
    return <span class="app-muted">{say('common.notAnswered')}</span>;
  }

  const option = (chosen: unknown): string => field.options?.find(one => one.value === chosen)?.label[lang] ?? String(chosen);
  switch (field.type) {
    case 'choice':
      return option(value);
    case 'choices':
      return <Lines lines={(value as unknown[]).map(option)} />;
    case 'yesNo':
      return value === true ? say('common.yes') : say('common.no');
    case 'declaration':
      return say('form.declared');
    case 'date':
      return calendarDate(String(value), lang);
    case 'money':
      return typeof value === 'number' ? dollars(value) : String(value);
    case 'number':
      return `${String(value)}${field.unit ? ` ${field.unit[lang]}` : ''}`;
    case 'address':
      return <Lines lines={addressLines(value as Record<string, unknown>, lang, say)} />;
    case 'file':
      return (value as string[]).map(id => <div key={id}>{files.get(id) ?? say('file.one')}</div>);
    case 'longText':
      return <Lines lines={String(value).split('\n')} />;
    default:
      return String(value);
  }
}

function Lines({ lines }: { lines: readonly string[] }) {
  return (
    <>
      {lines.map((line, index) => (
        <div key={index}>{line}</div>
      ))}
    </>
  );
}

/** An address in the order of the language it was written in: English from small to large, Chinese from large to small. */
export function addressLines(address: Record<string, unknown>, lang: Lang, say: Say): string[] {
  const part = (name: string): string => (typeof address[name] === 'string' ? address[name] : '');
  if (address['kind'] === 'overseas') {
    const country = part('country');
    const name = country === '' ? '' : countryName(country, lang);
    return [...(Array.isArray(address['lines']) ? (address['lines'] as unknown[]).map(String) : []), name].filter(line => line !== '');
  }

  const chinese = address['language'] === 'zh';
  const spoken: Lang = chinese ? (lang === 'en' ? 'tc' : lang) : lang;
  const district = districts.find(one => one.code === part('district'))?.name[spoken] ?? '';
  const region = part('region') === '' ? '' : say(`region.${part('region') as 'HK' | 'KLN' | 'NT'}`);
  if (chinese) {
    const floor = part('floor') && `${part('floor')}${/[樓楼層层]$/.test(part('floor')) ? '' : '樓'}`;
    const flat = part('flat') && `${part('flat')}${/[室號号]$/.test(part('flat')) ? '' : '室'}`;
    const number = part('streetNumber') && `${part('streetNumber')}${/[號号]$/.test(part('streetNumber')) ? '' : '號'}`;
    return [(lang === 'en' ? '' : region) + district, part('village') + part('street') + number, part('estate') + part('phase') + part('building') + part('block'), floor + flat].filter(
      line => line !== '',
    );
  }

  const words = (...all: string[]): string => all.filter(word => word !== '').join(', ');
  return [
    words(part('flat') && say('address.flatShort', { flat: part('flat') }), part('floor') && say('address.floorShort', { floor: part('floor') }), part('block')),
    words(part('building'), part('phase'), part('estate')),
    words([part('streetNumber'), part('street')].filter(word => word !== '').join(' '), part('village')),
    words(district, region),
  ].filter(line => line !== '');
}

/** A country's name in that language; its code where the browser knows no name. */
export function countryName(code: string, lang: Lang): string {
  try {
    return new Intl.DisplayNames(tags[lang], { type: 'region' }).of(code) ?? code;
  } catch {
    return code;
  }
}
