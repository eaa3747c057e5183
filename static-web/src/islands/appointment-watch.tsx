import { useMemo, useState } from 'preact/hooks';
import type { Appointment, AppointmentService, Watch, Wish } from '../api/appointment-types.ts';
import { watchQuestions, wishOf } from '../appointments/questions.ts';
import { ActionButton, type SummaryLine } from '../components/common.tsx';
import { withAnswer } from '../forms/answers.ts';
import { type Answers, check, type Problem, todayInHongKong } from '../forms/engine/index';
import { calendarDate, instant } from '../lib/format.ts';
import type { IslandProps } from '../lib/page.ts';
import { Asked, linesOf } from './appointment-page.tsx';

/** Asks until when and where an earlier time would do. */
export function WatchForm({
  appointment,
  service,
  watch,
  setWrong,
  lang,
  say,
}: IslandProps & { appointment: Appointment; service: AppointmentService; watch: (wish: Wish) => Promise<void>; setWrong: (lines: readonly SummaryLine[]) => void }) {
  const [answers, setAnswers] = useState<Answers>({});
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  const [busy, setBusy] = useState(false);
  const today = todayInHongKong();
  const form = useMemo(() => watchQuestions(service, appointment, say, today), [service, appointment, today]);
  return (
    <>
      <p class="govuk-body-l">{say('watch.text')}</p>
      <Asked
        {...{ lang, say, form, answers, problems }}
        page={form.pages[0]!}
        set={(path, value) => setAnswers(known => withAnswer(known, path, value))}
        next={() => {
          const faults = check(form, answers, today).problems;
          setProblems(faults);
          setWrong(linesOf(faults, form, { lang, say }));
          if (faults.length === 0 && !busy) {
            setBusy(true);
            void watch(wishOf(answers)).finally(() => setBusy(false));
          }
        }}
        button={busy ? say('common.wait') : say('watch.start')}
      />
    </>
  );
}

/** That an earlier time is looked for, and how to end that. */
export function Watching({ watch, service, stop, lang, say }: IslandProps & { watch: Watch; service: AppointmentService | undefined; stop: () => Promise<void> }) {
  const offices = (watch.offices ?? []).map(id => service?.offices.find(one => one.id === id)?.name[lang] ?? id);
  return (
    <section class="app-panel app-noprint">
      <h2 class="govuk-heading-m">{say('watch.on')}</h2>
      <ul class="govuk-list">
        <li>{say('watch.since', { time: instant(watch.since, lang) })}</li>
        {watch.before !== undefined && <li>{say('watch.beforeIs', { date: calendarDate(watch.before, lang) })}</li>}
        <li>{offices.length === 0 ? say('watch.anyOffice') : say('watch.at', { offices: offices.join(say('common.listSeparator')) })}</li>
      </ul>
      <p class="govuk-body">{say('watch.where')}</p>
      <ActionButton kind="secondary" act={stop} say={say}>
        {say('watch.stop')}
      </ActionButton>
    </section>
  );
}
