import { type Answers, check, type FormDocument, type FormField, type FormPage, type Problem, visibility } from './engine/index';
import { answerAt } from './answers.ts';
import type { FileHere } from './file-desk.ts';

/** The form as the person goes through it: which pages there are now, and what is declared at the end. */
export interface Journey {
  pages: FormPage[];
  shown: ReadonlySet<string>;
  /** Declarations of the last page, which are made after the answers have been checked. */
  declarations: FormField[];
}

/** Works out the journey from the answers so far. */
export function journey(form: FormDocument, answers: Answers, today: string): Journey {
  const { pages, fields } = visibility(form, answers, today);
  const last = form.pages.at(-1)!;
  const rest = JSON.stringify([form.rules, form.stops, form.fee, form.pages.map(page => [page.showWhen, page.fields.map(field => [field.showWhen, field.requiredWhen])])]);
  // A declaration that something else depends on stays where it is.
  const declarations = last.fields.filter(field => field.type === 'declaration' && fields.has(field.id) && !rest.includes(`"${field.id}"`));
  const declared = new Set(declarations.map(field => field.id));
  return {
    shown: fields,
    declarations,
    pages: form.pages.filter(page => pages.includes(page.id)).filter(page => page.fields.some(field => fields.has(field.id) && !declared.has(field.id))),
  };
}

/** What stands in the way of leaving a page. */
export function problemsOfPage(form: FormDocument, answers: Answers, today: string, page: FormPage, files: ReadonlyMap<string, FileHere>): Problem[] {
  const { declarations } = journey(form, answers, today);
  const { problems } = check(form, answers, today, { page: page.id });
  return [...problems.filter(problem => !declarations.some(field => field.id === problem.field)), ...fileProblems(form, answers, today, page, files, false)];
}

/** What stands in the way of sending the form. */
export function problemsOfForm(form: FormDocument, answers: Answers, today: string, files: ReadonlyMap<string, FileHere>): Problem[] {
  return [...check(form, answers, today).problems, ...form.pages.flatMap(page => fileProblems(form, answers, today, page, files, true))];
}

function fileProblems(form: FormDocument, answers: Answers, today: string, page: FormPage, files: ReadonlyMap<string, FileHere>, final: boolean): Problem[] {
  const found: Problem[] = [];
  const look = (field: FormField, path: string): void => {
    const ids = field.type === 'file' ? answerAt(answers, path) : undefined;
    for (const id of Array.isArray(ids) ? (ids as string[]) : []) {
      const file = files.get(id);
      const running = file?.progress !== undefined && file.progress.phase !== 'failed';
      if (file?.attachment.status === 'refused') {
        found.push({ field: path, code: 'file-refused' });
      } else if (file?.attachment.status !== 'clean' && (final || !running)) {
        found.push({ field: path, code: 'file-unfinished' });
      }
    }

    if (field.type === 'group') {
      const items = answerAt(answers, path);
      (Array.isArray(items) ? items : []).forEach((_, index) => field.fields?.forEach(own => look(own, `${path}[${index}].${own.id}`)));
    }
  };
  const { fields } = visibility(form, answers, today);
  page.fields.filter(field => fields.has(field.id)).forEach(field => look(field, field.id));
  return found;
}
