import type { ComponentChildren, JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { answerAt, idOf } from '../forms/answers.ts';
import { dialled, dialling } from '../forms/dialling.ts';
import { type Answers, countries, districts, type FormField, normaliseAnswer, regions } from '../forms/engine/index';
import type { Lang } from '../lib/languages.ts';
import type { Say } from '../lib/strings.ts';
import { countryName } from './answer.tsx';
import { FileField, type FileDesk } from './files.tsx';

/** What every field needs to know of the form around it. */
export interface FormHere {
  lang: Lang;
  say: Say;
  answers: Answers;
  set: (path: string, value: unknown) => void;
  /** Paths of the fields that are shown. */
  shown: ReadonlySet<string>;
  /** The sentence about a path, if it has a problem. */
  problem: (path: string) => string | undefined;
  files: FileDesk;
}

export interface FieldProps {
  field: FormField;
  path: string;
  here: FormHere;
}

/** One question of a form document. */
export function Field(props: FieldProps) {
  switch (props.field.type) {
    case 'longText':
      return <LongText {...props} />;
    case 'date':
      return <DateField {...props} />;
    case 'phone':
      return props.field.overseas ? <PhoneField {...props} /> : <TextField {...props} />;
    case 'address':
      return <AddressField {...props} />;
    case 'choice':
    case 'yesNo':
      return <Radios {...props} />;
    case 'choices':
      return <Checkboxes {...props} />;
    case 'declaration':
      return <Declaration {...props} />;
    case 'file':
      return <FileField {...props} />;
    case 'group':
      return <Group {...props} />;
    default:
      return <TextField {...props} />;
  }
}

const described = (...ids: (string | false | undefined)[]): string | undefined => ids.filter(Boolean).join(' ') || undefined;

export function optional(field: FormField, here: { say: Say }): ComponentChildren {
  return field.required === false ? <span class="app-optional"> {here.say('form.optional')}</span> : null;
}

export function Problem({ id, text, say }: { id: string; text: string | undefined; say: Say }) {
  return text === undefined ? null : (
    <p id={`${id}-error`} class="govuk-error-message">
      <span class="govuk-visually-hidden">{say('error.prefix')}</span> {text}
    </p>
  );
}

function groupClass(problem: string | undefined): string {
  return `govuk-form-group${problem === undefined ? '' : ' govuk-form-group--error'}`;
}

/** A field that is one input, with its label, hint and error. */
function Question({ field, path, here, children }: FieldProps & { children: ComponentChildren }) {
  const id = idOf(path);
  const problem = here.problem(path);
  return (
    <div class={groupClass(problem)}>
      <label class="govuk-label app-question" for={id}>
        {field.label[here.lang]}
        {optional(field, here)}
      </label>
      {field.hint && (
        <div id={`${id}-hint`} class="govuk-hint">
          {field.hint[here.lang]}
        </div>
      )}
      <Problem id={id} text={problem} say={here.say} />
      {children}
    </div>
  );
}

/** A field of several inputs, with its legend, hint and error. */
function Questions({ field, path, here, children, error = here.problem(path) }: FieldProps & { children: ComponentChildren; error?: string | undefined }) {
  const id = idOf(path);
  return (
    <div class={groupClass(error)}>
      <fieldset class="govuk-fieldset" id={id} aria-describedby={described(field.hint && `${id}-hint`, error !== undefined && `${id}-error`)}>
        <legend class="govuk-fieldset__legend app-question">
          {field.label[here.lang]}
          {optional(field, here)}
        </legend>
        {field.hint && (
          <div id={`${id}-hint`} class="govuk-hint">
            {field.hint[here.lang]}
          </div>
        )}
        <Problem id={id} text={error} say={here.say} />
        {children}
      </fieldset>
    </div>
  );
}

/** What the browser may fill in by itself, told from the names that documents use for the person's own data. */
function autocomplete(field: FormField): string {
  if (field.type === 'email') {
    return 'email';
  }

  if (field.type === 'phone') {
    return 'tel';
  }

  const own: Record<string, string> = { surnameEnglish: 'family-name', givenNamesEnglish: 'given-name', nameEnglish: 'name', fullName: 'name', nameChinese: 'off' };
  return own[field.id] ?? 'off';
}

function typedText(field: FormField, value: unknown): string {
  if (value === undefined || value === null) {
    return '';
  }

  if (field.type === 'money' && typeof value === 'number') {
    return value % 100 === 0 ? String(value / 100) : (value / 100).toFixed(2);
  }

  if (field.type === 'phone' && typeof value === 'string') {
    return value.replace(/^\+852(\d{4})(\d{4})$/, '$1 $2');
  }

  return String(value);
}

const widths: Partial<Record<FormField['type'], string>> = {
  number: 'govuk-input--width-5',
  money: 'govuk-input--width-10',
  hkid: 'govuk-input--width-10',
  phone: 'govuk-input--width-20',
  travelDocument: 'govuk-input--width-20',
};

const widthFor = (characters: number): string => (characters <= 5 ? 'govuk-input--width-5' : characters <= 30 ? 'govuk-input--width-20' : '');

function TextField({ field, path, here }: FieldProps) {
  const id = idOf(path);
  const problem = here.problem(path);
  const [typed, setTyped] = useState(() => typedText(field, answerAt(here.answers, path)));
  const numeric = field.type === 'number' || field.type === 'money';
  const input = (
    <input
      id={id}
      name={`q.${path}`}
      class={`govuk-input ${widths[field.type] ?? widthFor(field.maxLength ?? 100)}${problem === undefined ? '' : ' govuk-input--error'}`}
      type={field.type === 'email' ? 'email' : field.type === 'phone' ? 'tel' : 'text'}
      inputMode={field.type === 'money' || (numeric && (field.decimals ?? 0) > 0) ? 'decimal' : numeric ? 'numeric' : undefined}
      autocomplete={autocomplete(field)}
      spellcheck={field.type === 'shortText' ? undefined : false}
      aria-describedby={described(field.hint && `${id}-hint`, problem !== undefined && `${id}-error`)}
      aria-invalid={problem === undefined ? undefined : true}
      value={typed}
      onInput={event => {
        const text = event.currentTarget.value;
        setTyped(text);
        here.set(path, text === '' ? undefined : numeric ? normaliseAnswer(field, text) : text);
      }}
      onBlur={() => {
        // What the engine can put right (full-width digits, missing brackets) is put right before the person's eyes.
        const right = typed === '' ? undefined : normaliseAnswer(field, typed);
        setTyped(typedText(field, right));
        here.set(path, right);
      }}
    />
  );
  const before = field.type === 'money' ? here.say('form.dollarSign') : field.type === 'phone' ? here.say('form.hongKongCode') : undefined;
  const after = field.type === 'number' ? field.unit?.[here.lang] : undefined;
  return (
    <Question field={field} path={path} here={here}>
      {before === undefined && after === undefined ? (
        input
      ) : (
        <div class="govuk-input__wrapper">
          {before !== undefined && (
            <div class="govuk-input__prefix" aria-hidden="true">
              {before}
            </div>
          )}
          {input}
          {after !== undefined && <div class="govuk-input__suffix">{after}</div>}
        </div>
      )}
    </Question>
  );
}

function LongText({ field, path, here }: FieldProps) {
  const id = idOf(path);
  const problem = here.problem(path);
  const text = typedText(field, answerAt(here.answers, path));
  const left = (field.maxLength ?? 2000) - [...text].length;
  return (
    <Question field={field} path={path} here={here}>
      <textarea
        id={id}
        name={`q.${path}`}
        rows={6}
        class={`govuk-textarea${problem === undefined ? '' : ' govuk-textarea--error'}`}
        aria-describedby={described(field.hint && `${id}-hint`, problem !== undefined && `${id}-error`, `${id}-left`)}
        aria-invalid={problem === undefined ? undefined : true}
        value={text}
        onInput={event => here.set(path, event.currentTarget.value || undefined)}
      />
      <div id={`${id}-left`} class={`govuk-hint ${left < 0 ? 'app-over' : ''}`}>
        {left < 0 ? here.say('form.charactersOver', { count: -left }) : here.say('form.charactersLeft', { count: left })}
      </div>
    </Question>
  );
}

function DateField(props: FieldProps) {
  const { field, path, here } = props;
  const id = idOf(path);
  const problem = here.problem(path);
  // What is not a date yet is kept as it was typed: `2026-2-`.
  const [parts, setParts] = useState(() => {
    const [year = '', month = '', day = ''] = typedText(field, answerAt(here.answers, path)).split('-');
    return { day: day.replace(/^0/, ''), month: month.replace(/^0/, ''), year };
  });
  const change = (name: keyof typeof parts, text: string): void => {
    const next = { ...parts, [name]: text.trim() };
    setParts(next);
    const digits = (part: string): string => part.normalize('NFKC');
    const empty = next.day === '' && next.month === '' && next.year === '';
    here.set(path, empty ? undefined : `${digits(next.year)}-${digits(next.month).padStart(2, '0')}-${digits(next.day).padStart(2, '0')}`);
  };
  const own = /^(dateOfBirth|birthDate)$/.test(field.id);
  return (
    <Questions {...props}>
      <div class="govuk-date-input">
        {(['day', 'month', 'year'] as const).map(name => (
          <div key={name} class="govuk-date-input__item">
            <div class="govuk-form-group">
              <label class="govuk-label govuk-date-input__label" for={`${id}-${name}`}>
                {here.say(`date.${name}`)}
              </label>
              <input
                id={`${id}-${name}`}
                class={`govuk-input govuk-date-input__input govuk-input--width-${name === 'year' ? 4 : 2}${problem === undefined ? '' : ' govuk-input--error'}`}
                type="text"
                inputMode="numeric"
                autocomplete={own ? `bday-${name}` : 'off'}
                aria-invalid={problem === undefined ? undefined : true}
                value={parts[name]}
                onInput={event => change(name, event.currentTarget.value)}
              />
            </div>
          </div>
        ))}
      </div>
    </Questions>
  );
}

function PhoneField(props: FieldProps) {
  const { path, here } = props;
  const id = idOf(path);
  const problem = here.problem(path);
  const [number, setNumber] = useState(() => dialled(answerAt(here.answers, path)));
  const change = (next: typeof number): void => {
    setNumber(next);
    const code = dialling.find(one => one.territory === next.territory)!.code;
    const rest = next.rest.normalize('NFKC').trim();
    // A number typed with its country code is taken as it is.
    here.set(path, rest === '' ? undefined : rest.startsWith('+') ? rest : `+${code}${rest.replace(/[\s()-]/g, '').replace(/^0(?=\d{6})/, '')}`);
  };
  return (
    <Questions {...props}>
      <div class="app-phone">
        <div class="govuk-form-group">
          <label class="govuk-label" for={`${id}-territory`}>
            {here.say('phone.code')}
          </label>
          <select
            id={`${id}-territory`}
            class="govuk-select"
            autocomplete="tel-country-code"
            value={number.territory}
            onChange={event => change({ ...number, territory: event.currentTarget.value })}
          >
            {dialling.map(({ territory, code }) => (
              <option key={territory} value={territory}>{`+${code} ${countryName(territory, here.lang)}`}</option>
            ))}
          </select>
        </div>
        <div class="govuk-form-group">
          <label class="govuk-label" for={`${id}-number`}>
            {here.say('phone.number')}
          </label>
          <input
            id={`${id}-number`}
            class={`govuk-input govuk-input--width-20${problem === undefined ? '' : ' govuk-input--error'}`}
            type="tel"
            autocomplete="tel-national"
            aria-invalid={problem === undefined ? undefined : true}
            value={number.rest}
            onInput={event => change({ ...number, rest: event.currentTarget.value })}
          />
        </div>
      </div>
    </Questions>
  );
}

/** The choices of a `choice`, or yes and no. Many of them become a list to pick from. */
function Radios(props: FieldProps) {
  const { field, path, here } = props;
  const id = idOf(path);
  const problem = here.problem(path);
  const value = answerAt(here.answers, path);
  const options: { value: string | boolean; label: string }[] =
    field.type === 'yesNo'
      ? [
          { value: true, label: here.say('common.yes') },
          { value: false, label: here.say('common.no') },
        ]
      : (field.options ?? []).map(option => ({ value: option.value, label: option.label[here.lang] }));
  if (options.length > 12) {
    return (
      <Question {...props}>
        <select
          id={id}
          name={`q.${path}`}
          class={`govuk-select${problem === undefined ? '' : ' govuk-select--error'}`}
          aria-describedby={described(field.hint && `${id}-hint`, problem !== undefined && `${id}-error`)}
          aria-invalid={problem === undefined ? undefined : true}
          value={typeof value === 'string' ? value : ''}
          onChange={event => here.set(path, event.currentTarget.value || undefined)}
        >
          <option value="">{here.say('form.choose')}</option>
          {options.map(option => (
            <option key={String(option.value)} value={String(option.value)}>
              {option.label}
            </option>
          ))}
        </select>
      </Question>
    );
  }

  // What is short stands in a row.
  const row = field.type === 'yesNo' ? ' govuk-radios--inline' : options.every(option => /^\d+$/.test(option.label)) ? ' govuk-radios--inline app-figures' : '';
  return (
    <Questions {...props}>
      <div class={`govuk-radios${row}`}>
        {options.map((option, index) => (
          <div key={String(option.value)} class="govuk-radios__item">
            <input
              class="govuk-radios__input"
              id={`${id}-${index}`}
              name={`q.${path}`}
              type="radio"
              checked={value === option.value}
              onChange={() => here.set(path, option.value)}
            />
            <label class="govuk-label govuk-radios__label" for={`${id}-${index}`}>
              {option.label}
            </label>
          </div>
        ))}
      </div>
      {field.required === false && value !== undefined && (
        <button type="button" class="app-link-button" onClick={() => here.set(path, undefined)}>
          {here.say('form.clear')} <span class="govuk-visually-hidden">{field.label[here.lang]}</span>
        </button>
      )}
    </Questions>
  );
}

function Checkboxes(props: FieldProps) {
  const { field, path, here } = props;
  const id = idOf(path);
  const value = answerAt(here.answers, path);
  const chosen = Array.isArray(value) ? (value as string[]) : [];
  const toggle = (option: string, on: boolean): void => {
    const next = on ? [...chosen, option] : chosen.filter(one => one !== option);
    here.set(path, next.length === 0 ? undefined : next);
  };
  return (
    <Questions {...props}>
      <div class="govuk-checkboxes">
        {(field.options ?? []).map((option, index) => (
          <div key={option.value} class="govuk-checkboxes__item">
            <input
              class="govuk-checkboxes__input"
              id={`${id}-${index}`}
              name={`q.${path}`}
              type="checkbox"
              checked={chosen.includes(option.value)}
              onChange={event => toggle(option.value, event.currentTarget.checked)}
            />
            <label class="govuk-label govuk-checkboxes__label" for={`${id}-${index}`}>
              {option.label[here.lang]}
            </label>
          </div>
        ))}
      </div>
    </Questions>
  );
}

function Declaration(props: FieldProps) {
  const { field, path, here } = props;
  const id = idOf(path);
  return (
    <Questions {...props}>
      <div class="govuk-inset-text app-statement">{field.statement?.[here.lang]}</div>
      <div class="govuk-checkboxes">
        <div class="govuk-checkboxes__item">
          <input
            class="govuk-checkboxes__input"
            id={`${id}-box`}
            name={`q.${path}`}
            type="checkbox"
            checked={answerAt(here.answers, path) === true}
            onChange={event => here.set(path, event.currentTarget.checked ? true : undefined)}
          />
          <label class="govuk-label govuk-checkboxes__label" for={`${id}-box`}>
            {here.say('form.declare')}
          </label>
        </div>
      </div>
    </Questions>
  );
}

const parts = ['flat', 'floor', 'block', 'building', 'phase', 'estate', 'streetNumber', 'street', 'village'] as const;
const fill: Partial<Record<string, string>> = { building: 'address-line2', street: 'address-line1' };

function AddressField(props: FieldProps) {
  const { field, path, here } = props;
  const { lang, say } = here;
  const id = idOf(path);
  const value = (answerAt(here.answers, path) ?? {}) as Record<string, unknown>;
  const overseas = value['kind'] === 'overseas';
  const language = value['language'] === 'en' || value['language'] === 'zh' ? value['language'] : lang === 'en' ? 'en' : 'zh';
  const text = (name: string): string => (typeof value[name] === 'string' ? value[name] : '');
  const put = (changes: Record<string, unknown>): void => {
    const next: Record<string, unknown> = { ...(overseas ? { kind: 'overseas' } : { kind: 'hk', language }), ...value, ...changes };
    for (const [name, given] of Object.entries(next)) {
      if (given === undefined || given === '') {
        delete next[name];
      }
    }

    const answered = Object.keys(next).some(name => !['kind', 'language'].includes(name));
    here.set(path, answered || next['kind'] === 'overseas' || changes['language'] !== undefined ? next : undefined);
  };

  const input = (name: string, label: string, width: string, given: string, change: (typed: string) => void, complete = 'off'): JSX.Element => {
    const problem = here.problem(`${path}.${name}`);
    const own = idOf(`${path}.${name}`);
    return (
      <div key={name} class={`${groupClass(problem)} app-address__${width}`}>
        <label class="govuk-label" for={own}>
          {label}
        </label>
        <Problem id={own} text={problem} say={say} />
        <input
          id={own}
          class={`govuk-input${problem === undefined ? '' : ' govuk-input--error'}`}
          type="text"
          autocomplete={complete as 'off'}
          aria-describedby={problem === undefined ? undefined : `${own}-error`}
          aria-invalid={problem === undefined ? undefined : true}
          value={given}
          onInput={event => change(event.currentTarget.value)}
        />
      </div>
    );
  };

  const district = ((): JSX.Element => {
    const problem = here.problem(`${path}.district`) ?? here.problem(`${path}.region`);
    const own = idOf(`${path}.district`);
    return (
      <div key="district" class={`${groupClass(problem)} app-address__wide`}>
        <label class="govuk-label" for={own}>
          {say('address.district')}
        </label>
        <Problem id={own} text={problem} say={say} />
        <select
          id={own}
          class={`govuk-select${problem === undefined ? '' : ' govuk-select--error'}`}
          aria-describedby={problem === undefined ? undefined : `${own}-error`}
          aria-invalid={problem === undefined ? undefined : true}
          value={text('district')}
          onChange={event => {
            // The region follows from the district, so the two cannot contradict each other.
            const chosen = districts.find(one => one.code === event.currentTarget.value);
            put({ district: chosen?.code, region: chosen?.region });
          }}
        >
          <option value="">{say('address.chooseDistrict')}</option>
          {regions.map(region => (
            <optgroup key={region} label={say(`region.${region}`)}>
              {districts
                .filter(one => one.region === region)
                .map(one => (
                  <option key={one.code} value={one.code}>
                    {one.name[lang]}
                  </option>
                ))}
            </optgroup>
          ))}
        </select>
      </div>
    );
  })();

  const radios = (name: string, legend: string, options: readonly { value: string; label: string }[], chosen: string, choose: (value: string) => void): JSX.Element => (
    <fieldset class="govuk-fieldset app-address__switch">
      <legend class="govuk-fieldset__legend">{legend}</legend>
      <div class="govuk-radios govuk-radios--inline govuk-radios--small">
        {options.map(option => (
          <div key={option.value} class="govuk-radios__item">
            <input
              class="govuk-radios__input"
              id={`${id}-${name}-${option.value}`}
              name={`q.${path}.${name}`}
              type="radio"
              checked={chosen === option.value}
              onChange={() => choose(option.value)}
            />
            <label class="govuk-label govuk-radios__label" for={`${id}-${name}-${option.value}`}>
              {option.label}
            </label>
          </div>
        ))}
      </div>
    </fieldset>
  );

  const lines = Array.isArray(value['lines']) ? (value['lines'] as unknown[]).map(String) : [];
  const line = (index: number, typed: string): void => {
    const next = Array.from({ length: Math.max(lines.length, index + 1) }, (_, at) => (at === index ? typed : (lines[at] ?? '')));
    while (next.at(-1) === '') {
      next.pop();
    }

    put({ lines: next.length === 0 ? undefined : next });
  };
  const narrow = new Set(['flat', 'floor', 'block', 'streetNumber']);
  const own = parts.map(name => input(name, say(`address.${name}`), narrow.has(name) ? 'narrow' : 'wide', text(name), typed => put({ [name]: typed }), fill[name]));
  const countryProblem = here.problem(`${path}.country`);
  return (
    <Questions {...props}>
      {field.overseas &&
        radios(
          'kind',
          say('address.where'),
          [
            { value: 'hk', label: say('address.inHongKong') },
            { value: 'overseas', label: say('address.overseas') },
          ],
          overseas ? 'overseas' : 'hk',
          kind => here.set(path, kind === 'overseas' ? { kind } : undefined),
        )}
      {overseas ? (
        <div class="app-address">
          {[0, 1, 2, 3].map(index => input(index === 0 ? 'lines' : `lines[${index}]`, say('address.line', { number: index + 1 }), 'wide', lines[index] ?? '', typed => line(index, typed)))}
          <div class={`${groupClass(countryProblem)} app-address__wide`}>
            <label class="govuk-label" for={idOf(`${path}.country`)}>
              {say('address.country')}
            </label>
            <Problem id={idOf(`${path}.country`)} text={countryProblem} say={say} />
            <select
              id={idOf(`${path}.country`)}
              class={`govuk-select${countryProblem === undefined ? '' : ' govuk-select--error'}`}
              autocomplete="country"
              aria-describedby={countryProblem === undefined ? undefined : `${idOf(`${path}.country`)}-error`}
              aria-invalid={countryProblem === undefined ? undefined : true}
              value={text('country')}
              onChange={event => put({ country: event.currentTarget.value })}
            >
              <option value="">{say('address.chooseCountry')}</option>
              {countries
                .map(code => ({ code, name: countryName(code, lang) }))
                .sort((a, b) => a.name.localeCompare(b.name, lang === 'en' ? 'en' : 'zh'))
                .map(({ code, name }) => (
                  <option key={code} value={code}>
                    {name}
                  </option>
                ))}
            </select>
          </div>
        </div>
      ) : (
        <>
          {radios(
            'language',
            say('address.language'),
            [
              { value: 'en', label: say('address.inEnglish') },
              { value: 'zh', label: say('address.inChinese') },
            ],
            language,
            chosen => put({ language: chosen }),
          )}
          <p class="govuk-hint">{say('address.hint')}</p>
          <div class="app-address">{language === 'zh' ? [district, ...own.toReversed()] : [...own, district]}</div>
        </>
      )}
    </Questions>
  );
}

function Group(props: FieldProps) {
  const { field, path, here } = props;
  const { lang, say } = here;
  const id = idOf(path);
  const value = answerAt(here.answers, path);
  const items = Array.isArray(value) ? (value as unknown[]) : Array.from({ length: field.required === false ? 0 : (field.minItems ?? 1) }, () => ({}));
  // Items have no id of their own; the keys say which inputs belong together when one in the middle is taken out.
  const keys = useRef<number[]>([]);
  const next = useRef(0);
  while (keys.current.length < items.length) {
    keys.current.push(next.current++);
  }

  keys.current.length = items.length;
  const [news, setNews] = useState('');
  const label = (index: number): string => say('group.item', { label: field.itemLabel?.[lang] ?? field.label[lang], number: index + 1 });
  const focusSoon = (selector: string): void => {
    requestAnimationFrame(() => document.querySelector<HTMLElement>(selector)?.focus());
  };
  const most = field.maxItems ?? 10;
  const least = field.required === false ? 0 : (field.minItems ?? 1);
  return (
    <Questions {...props}>
      <p class="govuk-visually-hidden" role="status">
        {news}
      </p>
      {items.map((_, index) => (
        <fieldset key={keys.current[index]} class="govuk-fieldset app-item">
          <legend id={`${id}-${index}-legend`} tabIndex={-1} class="govuk-fieldset__legend govuk-fieldset__legend--s">
            {label(index)}
          </legend>
          {(field.fields ?? []).map(own => {
            const inner = `${path}[${index}].${own.id}`;
            // An item that nothing is typed into is not in the answers yet; its unconditional questions are shown all the same.
            const shown = Array.isArray(value) ? here.shown.has(inner) : own.showWhen === undefined;
            return shown ? <Field key={own.id} field={own} path={inner} here={here} /> : null;
          })}
          {items.length > least && (
            <button
              type="button"
              class="govuk-button govuk-button--secondary"
              onClick={() => {
                const gone = label(index);
                keys.current.splice(index, 1);
                const rest = items.filter((_one, at) => at !== index);
                here.set(path, rest.length === 0 ? undefined : rest);
                setNews(say('group.removed', { item: gone }));
                focusSoon(rest.length === 0 ? `#${id}-add` : `#${id}-${Math.min(index, rest.length - 1)}-legend`);
              }}
            >
              {say('group.remove')} <span class="govuk-visually-hidden">{label(index)}</span>
            </button>
          )}
        </fieldset>
      ))}
      {items.length < most && (
        <button
          id={`${id}-add`}
          type="button"
          class="govuk-button govuk-button--secondary"
          onClick={() => {
            here.set(path, [...items, {}]);
            setNews('');
            focusSoon(`#${id}-${items.length}-legend`);
          }}
        >
          {say(items.length === 0 ? 'group.add' : 'group.addAnother', { label: field.itemLabel?.[lang] ?? field.label[lang] })}
        </button>
      )}
    </Questions>
  );
}
