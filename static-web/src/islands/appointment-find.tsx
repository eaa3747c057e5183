import { useMemo, useState } from 'preact/hooks';
import type { AppointmentService } from '../api/appointment-types.ts';
import type { AppointmentsApi } from '../api/appointments.ts';
import { isRefusal } from '../api/failures.ts';
import { personHere } from '../api/session.ts';
import type { Mine } from '../appointments/kept.ts';
import { lookupQuestions, personOf, usual } from '../appointments/questions.ts';
import { sentence, type SummaryLine } from '../components/common.tsx';
import { withAnswer } from '../forms/answers.ts';
import { type Answers, check, type Problem, todayInHongKong } from '../forms/engine/index';
import type { IslandProps } from '../lib/page.ts';
import { OwnAppointments } from './appointment-list.tsx';
import { Asked, linesOf, Page } from './appointment-page.tsx';
import { Told } from './appointment-told.tsx';

/** Finds an appointment by what was given when it was made; for whoever is signed in also by a list. */
export function Find({
  api,
  services,
  lang,
  say,
  wrong,
  setWrong,
  title,
  told,
  done,
}: IslandProps & { api: AppointmentsApi; services: AppointmentService[]; wrong: readonly SummaryLine[]; setWrong: (lines: readonly SummaryLine[]) => void; title: string; told: string | undefined; done: (mine: Mine) => void }) {
  const [answers, setAnswers] = useState<Answers>({});
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  const [busy, setBusy] = useState(false);
  const today = todayInHongKong();
  const form = useMemo(() => lookupQuestions(services, answers, say, today), [services, answers, today]);
  const find = async (): Promise<void> => {
    const faults = check(form, answers, today).problems.filter(one => one.code !== 'unknown-field');
    setProblems(faults);
    setWrong(linesOf(faults, form, { lang, say }));
    if (faults.length > 0) {
      return;
    }

    try {
      const { email: _, ...person } = personOf(form, services, answers, today);
      const { value, etag = '' } = await api.lookup({ service: String(answers['service']), ...person });
      done({ pass: value.pass, etag, appointment: value.appointment });
    } catch (failure) {
      setWrong([{ text: isRefusal(failure, 'lookup-refused') ? say('manage.notFound') : sentence(failure, say) }]);
    }
  };
  return (
    <Page key="find" lang={lang} say={say} title={title} back={{ href: `/${lang}/appointments/` }} wrong={wrong} focus={wrong.length === 0 && told === undefined}>
      {told !== undefined && <Told text={told} />}
      {personHere() !== null && (
        <section class="app-section">
          <h2 class="govuk-heading-m">{say('own.title')}</h2>
          <OwnAppointments {...{ api, services, lang, say }} />
        </section>
      )}
      {personHere() !== null && <h2 class="govuk-heading-m">{say('manage.byCode')}</h2>}
      <p class="govuk-body-l">{say('manage.lead')}</p>
      <Asked
        {...{ lang, say, form, answers, problems }}
        page={form.pages[0]!}
        set={(path, value) =>
          setAnswers(known =>
            path === 'service'
              ? { ...withAnswer(known, path, value), documentType: usual(services.find(one => one.id === value)).documentType }
              : withAnswer(path === 'documentType' ? withAnswer(known, 'documentNumber', undefined) : known, path, value),
          )
        }
        next={() => {
          if (!busy) {
            setBusy(true);
            void find().finally(() => setBusy(false));
          }
        }}
        button={busy ? say('common.wait') : say('manage.find')}
      />
    </Page>
  );
}
