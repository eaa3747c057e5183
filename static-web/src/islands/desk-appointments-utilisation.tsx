import { useEffect, useRef, useState } from 'preact/hooks';
import type { Figures, Utilisation } from '../api/counter-types.ts';
import { isDay } from '../appointments/calendar.ts';
import { ActionButton, ErrorSummary, keepFile, Loading, sentence, type SummaryLine } from '../components/common.tsx';
import { UtilisationChart } from '../components/utilisation-chart.tsx';
import { addDays } from '../forms/engine/dates';
import { todayInHongKong } from '../forms/engine/index';
import { calendarDate } from '../lib/format.ts';
import { focusOn, type IslandProps, parameter } from '../lib/page.ts';
import { Counter, type CounterProps } from './counter.tsx';
import { DateField } from './desk-appointments-quotas.tsx';

/** How full an office was and will be. */
export function DeskUtilisation(props: IslandProps) {
  return (
    <Counter {...props} tab="utilisation">
      {here => <Period key={here.office.id} {...here} />}
    </Counter>
  );
}

const figures = ['seats', 'released', 'closed', 'booked', 'expected', 'arrived', 'missed', 'otherChannels', 'walkIns'] as const;

function Period({ api, office, address, lang, say }: CounterProps) {
  const today = todayInHongKong();
  const [service, setService] = useState(() => (office.services.some(one => one.id === parameter('service')) ? parameter('service') : ''));
  const [from, setFrom] = useState(() => (isDay(parameter('from')) ? parameter('from') : addDays(today, -13)!));
  const [to, setTo] = useState(() => (isDay(parameter('to')) ? parameter('to') : addDays(today, 14)!));
  const [found, setFound] = useState<Utilisation>();
  const [wrong, setWrong] = useState<SummaryLine[]>([]);
  const [busy, setBusy] = useState(true);
  const heading = useRef<HTMLHeadingElement>(null);
  const query = new URLSearchParams({ office: office.id, ...(service === '' ? {} : { service }), from, to }).toString();
  const look = async (): Promise<void> => {
    address({ ...(service === '' ? {} : { service }), from, to });
    setWrong([]);
    setBusy(true);
    try {
      setFound(await api.utilisation(query));
    } catch (failure) {
      setWrong([{ text: sentence(failure, say) }]);
    } finally {
      setBusy(false);
    }
  };
  useEffect(() => void look(), []);
  return (
    <>
      <ErrorSummary lines={wrong} say={say} />
      <form
        noValidate
        onSubmit={event => {
          event.preventDefault();
          void look().then(() => focusOn(heading.current));
        }}
      >
        <div class="app-fields">
          <div class="govuk-form-group">
            <label class="govuk-label" for="service">
              {say('appt.serviceRow')}
            </label>
            <select id="service" class="govuk-select" value={service} onChange={event => setService(event.currentTarget.value)}>
              <option value="">{say('counter.allServices')}</option>
              {office.services.map(one => (
                <option key={one.id} value={one.id}>
                  {one.name[lang]}
                </option>
              ))}
            </select>
          </div>
          <DateField id="from" label={say('counter.firstDay')} value={from} set={setFrom} />
          <DateField id="to" label={say('counter.lastDay')} value={to} set={setTo} />
        </div>
        <button type="submit" class="govuk-button govuk-button--secondary">
          {say('counter.show')}
        </button>
      </form>
      {busy && found === undefined ? (
        <Loading say={say} />
      ) : (
        found && (
          <section>
            <h2 class="govuk-heading-m" ref={heading}>
              {say('counter.period', { from: calendarDate(found.from, lang), to: calendarDate(found.to, lang) })}
            </h2>
            {found.days.length === 0 ? (
              <p class="govuk-inset-text">{say('counter.noSessions')}</p>
            ) : (
              <>
                <p class="govuk-body">{say('counter.periodWords', { booked: found.total.booked, seats: found.total.seats - found.total.closed, percent: percent(found.total.utilisationPercent), missed: percent(found.total.noShowPercent) })}</p>
                <UtilisationChart days={found.days} lang={lang} say={say} />
                <Table found={found} lang={lang} say={say} />
                <ActionButton
                  kind="secondary"
                  say={say}
                  act={() =>
                    api.utilisationFile(new URLSearchParams({ office: office.id, ...(service === '' ? {} : { service }), from: found.from, to: found.to }).toString()).then(
                      file => keepFile(file, `${office.id}-${found.from}-${found.to}.csv`),
                      (failure: unknown) => setWrong([{ text: sentence(failure, say) }]),
                    )
                  }
                >
                  {say('counter.csv')}
                </ActionButton>
              </>
            )}
          </section>
        )
      )}
    </>
  );
}

const percent = (number: number | undefined): string => (number === undefined ? '–' : `${number.toFixed(1)}%`);

function Table({ found, lang, say }: IslandProps & { found: Utilisation }) {
  const cells = (of: Figures) => (
    <>
      {figures.map(name => (
        <td key={name} class="govuk-table__cell--numeric">
          {of[name]}
        </td>
      ))}
      <td class="govuk-table__cell--numeric">{percent(of.utilisationPercent)}</td>
      <td class="govuk-table__cell--numeric">{percent(of.noShowPercent)}</td>
    </>
  );
  return (
    <div class="app-scroll" role="region" tabIndex={0} aria-label={say('counter.table')}>
      <table class="govuk-table app-effects">
        <caption class="govuk-visually-hidden">{say('counter.table')}</caption>
        <thead>
          <tr>
            <th scope="col">{say('appt.date')}</th>
            {[...figures, 'utilisation' as const, 'noShows' as const].map(name => (
              <th key={name} scope="col" class="govuk-table__cell--numeric">
                {say(`counter.figure.${name}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {found.days.map(day => (
            <tr key={day.date}>
              <th scope="row">{calendarDate(day.date, lang)}</th>
              {cells(day)}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{say('counter.total')}</th>
            {cells(found.total)}
          </tr>
        </tfoot>
      </table>
    </div>
  );
}
