import type { Answers, FormDocument, FormField } from './engine/index';

/** A path's steps: `children[1].name` is `children`, 1, `name`. */
export function steps(path: string): (string | number)[] {
  return [...path.matchAll(/([^.[\]]+)|\[(\d+)\]/g)].map(match => (match[2] === undefined ? match[1]! : Number(match[2])));
}

/** The element that an error's path leads to. */
export const idOf = (path: string): string => `q-${steps(path).join('-')}`;

/** The answer at a path. */
export function answerAt(answers: unknown, path: string): unknown {
  return steps(path).reduce<unknown>((at, step) => (typeof at === 'object' && at !== null ? (at as Record<string | number, unknown>)[step] : undefined), answers);
}

/** The answers with one of them replaced; undefined takes it away. Nothing that was there is changed. */
export function withAnswer(answers: Answers, path: string, value: unknown): Answers {
  const put = (at: unknown, [step, ...rest]: (string | number)[]): unknown => {
    if (step === undefined) {
      return value;
    }

    if (typeof step === 'number') {
      const items = Array.isArray(at) ? [...(at as unknown[])] : [];
      items[step] = put(items[step], rest);
      return items;
    }

    const copy: Record<string, unknown> = { ...(at as Record<string, unknown> | undefined) };
    const next = put(copy[step], rest);
    if (next === undefined) {
      delete copy[step];
    } else {
      copy[step] = next;
    }

    return copy;
  };
  return put(answers, steps(path)) as Answers;
}

/** The field that a path belongs to, with the page it stands on. */
export function fieldAt(form: FormDocument, path: string): { field: FormField; pageId: string; group?: FormField; item?: number } | undefined {
  const [id, item, inner] = steps(path);
  for (const page of form.pages) {
    const field = page.fields.find(one => one.id === id);
    if (field) {
      const own = field.type === 'group' && typeof inner === 'string' ? field.fields?.find(one => one.id === inner) : undefined;
      return own && typeof item === 'number' ? { field: own, pageId: page.id, group: field, item } : { field, pageId: page.id };
    }
  }

  return undefined;
}
