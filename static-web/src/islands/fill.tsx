import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { type Api, connect } from '../api/api.ts';
import { isRefusal, Refused, SignInRequired } from '../api/failures.ts';
import { keyFor, keyUsed } from '../api/keys.ts';
import { signIn } from '../api/session.ts';
import type { Draft, Unfit } from '../api/types.ts';
import { Failure, Fetched, type SummaryLine } from '../components/common.tsx';
import { problemSentence } from '../components/sentences.ts';
import { fieldAt, idOf, withAnswer } from '../forms/answers.ts';
import { Autosave, type SaveState, unsaved } from '../forms/autosave.ts';
import { type Answers, check, type FormDocument, type Problem, todayInHongKong } from '../forms/engine/index';
import { type FileHere, FileDeskWork } from '../forms/file-desk.ts';
import { journey, problemsOfForm, problemsOfPage } from '../forms/journey.ts';
import { type IslandProps, parameter, useLoaded, useTitle } from '../lib/page.ts';
import { CheckPage } from './fill-check.tsx';
import { Confirmation } from './fill-sent.tsx';
import { QuestionPage } from './fill-page.tsx';
import type { FormHere } from '../components/fields.tsx';

interface Opened {
  api: Api;
  draft: Draft;
  etag: string;
  form: FormDocument;
  answers: Answers;
  /** Typed here but never saved, because the session or the connection ended. */
  restored: boolean;
}

const keptName = (draft: string): string => `egov.kept.${draft}`;

async function open(lang: IslandProps['lang'], id: string): Promise<Opened> {
  const api = await connect(lang);
  const { value: draft, etag = '' } = await api.draft(id);
  const form = await api.formVersion(draft.formId, draft.formVersion);
  const kept = sessionStorage.getItem(keptName(id));
  const typed = kept === null ? undefined : (JSON.parse(kept) as { etag: string; answers: Answers });
  const restored = typed?.etag === etag;
  return { api, draft, etag, form, answers: restored && typed ? typed.answers : draft.answers, restored };
}

/** The page of the form: its questions, the check at the end, and what is said once it is sent. */
export function Fill(props: IslandProps) {
  const [sent, setSent] = useState(() => parameter('sent'));
  const draft = parameter('draft');
  const [loaded, again] = useLoaded(props.lang, () => open(props.lang, draft));
  if (sent !== '') {
    return <Confirmation {...props} reference={sent} />;
  }

  return (
    <Fetched loaded={loaded} again={again} {...props}>
      {opened => (
        <Filling
          key={opened.etag}
          {...props}
          opened={opened}
          reload={again}
          done={reference => {
            history.replaceState(null, '', `${location.pathname}?sent=${encodeURIComponent(reference)}`);
            dispatchEvent(new Event('egov:address'));
            setSent(reference);
          }}
        />
      )}
    </Fetched>
  );
}

interface Where {
  page: string;
  /** Whether the person came from the check and goes back to it. */
  back: boolean;
}

const here = (): Where => ({ page: parameter('page'), back: parameter('back') === 'check' });

function Filling({ lang, say, opened, reload, done }: IslandProps & { opened: Opened; reload: () => void; done: (reference: string) => void }) {
  const { api, draft, form } = opened;
  const [answers, setAnswers] = useState(opened.answers);
  const [saved, setSaved] = useState<SaveState>(unsaved);
  const [files, setFiles] = useState<ReadonlyMap<string, FileHere>>(new Map());
  const [where, setWhere] = useState(here);
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  const [summary, setSummary] = useState<readonly SummaryLine[]>([]);
  const [unfit, setUnfit] = useState<readonly Unfit[]>(draft.unfit ?? []);
  const [ended, setEnded] = useState(false);
  const today = todayInHongKong();

  const now = useRef({ answers, etag: opened.etag, page: where.page });
  now.current.page = where.page;
  const way = useMemo(() => journey(form, answers, today), [form, answers, today]);
  const first = way.pages[0]!;
  const wanted = where.page === '' ? (draft.page ?? first.id) : where.page;
  const page = wanted === 'check' ? undefined : (way.pages.find(one => one.id === wanted) ?? first);
  const pageId = page?.id ?? 'check';

  const autosave = useMemo(
    () =>
      new Autosave(
        async () => {
          const sending = now.current.answers;
          try {
            const known = form.pages.some(one => one.id === now.current.page) ? now.current.page : undefined;
            const { etag } = await api.saveDraft(draft.draftId, now.current.etag, sending, known);
            now.current.etag = etag ?? now.current.etag;
            if (now.current.answers === sending) {
              sessionStorage.removeItem(keptName(draft.draftId));
            } else {
              keep();
            }
          } catch (failure) {
            if (failure instanceof SignInRequired) {
              setEnded(true);
            }

            throw failure;
          }
        },
        setSaved,
      ),
    [],
  );
  const desk = useMemo(() => new FileDeskWork(api, draft.draftId, setFiles), []);

  // What is typed survives a lost session, a lost connection and a reload, in this tab.
  const keep = (): void => sessionStorage.setItem(keptName(draft.draftId), JSON.stringify({ etag: now.current.etag, answers: now.current.answers }));
  const set = (path: string, value: unknown): void => {
    now.current.answers = withAnswer(now.current.answers, path, value);
    keep();
    setAnswers(now.current.answers);
    setUnfit(all => all.filter(one => one.field !== path));
    autosave.changed();
  };

  useEffect(() => {
    if (where.page === '') {
      // The address always says which page it is, so that Back, a reload and the other languages find it again.
      const address = new URLSearchParams({ draft: draft.draftId, page: pageId });
      history.replaceState(null, '', `${location.pathname}?${address.toString()}`);
      dispatchEvent(new Event('egov:address'));
      setWhere({ page: pageId, back: false });
    }

    if (opened.restored) {
      autosave.changed();
    }

    void desk.load().catch(() => undefined);
    const back = (): void => {
      setWhere(here());
      setProblems([]);
      setSummary([]);
    };
    const leave = (event: BeforeUnloadEvent): void => {
      if (autosave.state.saved < autosave.state.changed) {
        event.preventDefault();
      }
    };
    addEventListener('popstate', back);
    addEventListener('beforeunload', leave);
    return () => {
      removeEventListener('popstate', back);
      removeEventListener('beforeunload', leave);
      autosave.stop();
      desk.stop();
    };
  }, []);

  const go = (to: string, back = false): void => {
    const address = new URLSearchParams({ draft: draft.draftId, page: to, ...(back ? { back: 'check' } : {}) });
    history.pushState(null, '', `${location.pathname}?${address.toString()}`);
    dispatchEvent(new Event('egov:address'));
    setWhere({ page: to, back });
    setProblems([]);
    setSummary([]);
    now.current.page = to;
    void autosave.flush();
  };

  const tell = (found: readonly Problem[]): void => {
    setProblems(found);
    const seen = new Set<string>();
    setSummary(
      found.flatMap(problem => {
        const text = problemSentence(problem, fieldAt(form, problem.field)?.field, lang, say);
        if (seen.has(`${problem.field} ${text}`)) {
          return [];
        }

        seen.add(`${problem.field} ${text}`);
        return [{ id: idOf(problem.field), text }];
      }),
    );
  };

  const stop = page === undefined ? undefined : check(form, answers, today, { page: page.id }).stoppedBy;
  const next = (): void => {
    if (page === undefined) {
      return;
    }

    const found = problemsOfPage(form, now.current.answers, today, page, files);
    if (found.length > 0) {
      tell(found);
      return;
    }

    const { pages } = journey(form, now.current.answers, today);
    const at = pages.findIndex(one => one.id === page.id);
    // A change may have opened pages that were never answered: those come before the check.
    const unanswered = where.back ? pages.slice(at + 1).find(one => problemsOfPage(form, now.current.answers, today, one, files).length > 0) : undefined;
    if (where.back) {
      go(unanswered?.id ?? 'check', unanswered !== undefined);
    } else {
      go(pages[at + 1]?.id ?? 'check');
    }
  };

  const send = async (): Promise<void> => {
    setProblems([]);
    setSummary([]);
    const found = problemsOfForm(form, now.current.answers, today, files);
    if (found.length > 0) {
      tell(found);
      return;
    }

    try {
      await autosave.flush();
      const body = {
        formId: form.id,
        formVersion: form.version,
        draftId: draft.draftId,
        answers: check(form, now.current.answers, today).answers,
        language: lang,
      };
      const intention = `submit.${draft.draftId}`;
      // The date may turn or the language change between two tries; the key belongs to what was sent.
      const accepted = await api.submit(await keyFor(intention, body), body);
      keyUsed(intention);
      sessionStorage.removeItem(keptName(draft.draftId));
      autosave.reloaded();
      done(accepted.reference);
    } catch (failure) {
      if (failure instanceof SignInRequired) {
        setEnded(true);
      } else if (isRefusal(failure, 'already-submitted') && failure.problem.values?.['reference'] !== undefined) {
        location.assign(`/${lang}/case/?ref=${encodeURIComponent(failure.problem.values['reference'])}&already=submitted`);
      } else if (failure instanceof Refused && failure.problem.errors) {
        const { errors } = failure.problem;
        setProblems(errors.map(error => ({ field: error.field, code: error.code, message: { en: error.detail, tc: error.detail, sc: error.detail } })));
        setSummary(errors.map(error => ({ id: idOf(error.field), text: error.detail })));
      } else {
        setSummary([{ text: failure instanceof Refused ? (failure.problem.detail ?? say('failure.fault')) : say('form.sendUnreachable') }]);
      }
    }
  };

  const problem = (path: string): string | undefined => {
    const found = problems.find(one => one.field === path);
    return found && problemSentence(found, fieldAt(form, found.field)?.field, lang, say);
  };
  const formHere: FormHere = {
    lang,
    say,
    answers,
    set,
    shown: way.shown,
    problem,
    files: {
      files,
      add: (path, file) => desk.add(path, file),
      resume: (attachment, file) => desk.resume(attachment, file),
      remove: id => desk.remove(id),
    },
  };

  const title = page?.title[lang] ?? say('check.title');
  useTitle(`${summary.length > 0 ? `${say('error.prefix')} ` : ''}${title} – ${form.title[lang]}`, say);

  if (ended) {
    return <Failure failure={new SignInRequired()} again={() => void signIn(lang)} lang={lang} say={say} />;
  }

  const position = page === undefined ? way.pages.length : way.pages.indexOf(page);
  const frame = { lang, say, form, here: formHere, way, position, saved, saveNow: () => void autosave.flush(), reload, summary };
  const before = page === undefined ? way.pages.at(-1) : way.pages[position - 1];
  return page === undefined ? (
    <CheckPage key="check" {...frame} before={before} change={id => go(id, true)} goTo={id => go(id)} send={send} today={today} />
  ) : (
    <QuestionPage
      key={pageId}
      {...frame}
      page={page}
      before={where.back ? undefined : before}
      toCheck={where.back}
      goTo={id => go(id)}
      next={next}
      stop={form.stops?.find(one => one.id === stop)}
      unfit={unfit}
    />
  );
}
