import { useMemo, useState } from 'preact/hooks';
import type { Appointment, AppointmentService, Wish } from '../api/appointment-types.ts';
import { watchQuestions, wishOf } from '../appointments/questions.ts';
import { ActionButton, type SummaryLine } from '../components/common.tsx';
import { withAnswer } from '../forms/answers.ts';
import { type Answers, check, type Problem, todayInHongKong } from '../forms/engine/index';
import { calendarDate, instant } from '../lib/format.ts';
import type { IslandProps } from '../lib/page.ts';
import { Asked, linesOf } from './appointment-page.tsx';

/** Asks until when and where another time would do. */
export function WatchForm({
  appointment,
  service,
  watch,
  setWrong,
  lang,
  say,
}: IslandProps & { appointment: Appointment; service: AppointmentService; watch: (wish: Wish) => Promise<void>; setWrong: (lines: readonly SummaryLine[]) => void }) {
  // Whoever changes their wish begins from it.
  const [answers, setAnswers] = useState<Answers>(() => wishOf({ before: appointment.watch?.before, offices: appointment.watch?.offices }) as Answers);
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  const [busy, setBusy] = useState(false);
  const today = todayInHongKong();
  const form = useMemo(() => watchQuestions(service, appointment, say, today), [service, appointment, today]);
  return (
    <>
      <p class="govuk-body-l">{say(appointment.status === 'closed' ? 'watch.closedText' : 'watch.text')}</p>
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

/** That a time is looked for, how to change what is wanted, and how to end it; or the way to have one looked for. */
export function Watching({
  appointment: { status, watch },
  service,
  begin,
  stop,
  lang,
  say,
}: IslandProps & { appointment: Appointment; service: AppointmentService; begin: () => void; stop: () => Promise<void> }) {
  const closed = status === 'closed';
  if (watch === undefined) {
    return (
      <section class="app-panel app-noprint">
        <h2 class="govuk-heading-m">{say(closed ? 'watch.closedTitle' : 'watch.title')}</h2>
        <p class="govuk-body">{say(closed ? 'watch.closedText' : 'watch.text')}</p>
        <button type="button" class="govuk-button govuk-button--secondary" onClick={begin}>
          {say(closed ? 'watch.closedBegin' : 'watch.begin')}
        </button>
      </section>
    );
  }

  const offices = (watch.offices ?? []).map(id => service.offices.find(one => one.id === id)?.name[lang] ?? id);
  return (
    <section class="app-panel app-noprint">
      <h2 class="govuk-heading-m">{say(closed ? 'watch.closedOn' : 'watch.on')}</h2>
      <ul class="govuk-list">
        <li>{say('watch.since', { time: instant(watch.since, lang) })}</li>
        {watch.before !== undefined && <li>{say('watch.beforeIs', { date: calendarDate(watch.before, lang) })}</li>}
        <li>{offices.length === 0 ? say('watch.anyOffice') : say('watch.at', { offices: offices.join(say('common.listSeparator')) })}</li>
      </ul>
      <p class="govuk-body">{say('watch.where')}</p>
      <div class="app-actions">
        <ActionButton kind="secondary" act={stop} say={say}>
          {say('watch.stop')}
        </ActionButton>
        <button type="button" class="app-link-button" onClick={begin}>
          {say('watch.change')}
        </button>
      </div>
    </section>
  );
}
