import type { ComponentChildren } from 'preact';
import { ErrorSummary, type SummaryLine } from '../components/common.tsx';
import type { FormHere } from '../components/fields.tsx';
import type { SaveState } from '../forms/autosave.ts';
import type { FormDocument } from '../forms/engine/index';
import type { Journey } from '../forms/journey.ts';
import { SignInRequired, Unreachable } from '../api/failures.ts';
import { timeOfDay } from '../lib/format.ts';
import type { IslandProps } from '../lib/page.ts';

/** What the pages of a form share. */
export interface FrameProps extends IslandProps {
  form: FormDocument;
  here: FormHere;
  way: Journey;
  /** Index of the page among those that are shown; their count for the check. */
  position: number;
  saved: SaveState;
  saveNow: () => void;
  reload: () => void;
  summary: readonly SummaryLine[];
}

/** The surroundings of a form's page: where the person is, whether it is saved, what is wrong. */
export function Frame({
  frame,
  back,
  goTo,
  children,
}: {
  frame: FrameProps;
  back?: { act: () => void } | undefined;
  goTo: (page: string) => void;
  children: ComponentChildren;
}) {
  const { lang, say, form, way, position, saved, saveNow, reload, summary } = frame;
  const total = way.pages.length + 1;
  return (
    <div class="app-fill">
      <div class="app-fill__top">
        {back ? (
          <a
            href="#main"
            class="govuk-back-link"
            onClick={event => {
              event.preventDefault();
              back.act();
            }}
          >
            {say('common.back')}
          </a>
        ) : (
          <a href={`/${lang}/form/?id=${encodeURIComponent(form.id)}`} class="govuk-back-link">
            {say('common.back')}
          </a>
        )}
        <Saved state={saved} lang={lang} say={say} saveNow={saveNow} />
      </div>
      <div class="app-fill__columns">
        <nav class="app-steps" aria-label={say('form.steps')}>
          <p class="app-steps__now">{say('form.step', { number: position + 1, total })}</p>
          <div class="app-steps__bar" aria-hidden="true">
            {Array.from({ length: total }, (_, index) => (
              <span key={index} class={index <= position ? 'app-steps__done' : ''} />
            ))}
          </div>
          <details class="govuk-details app-steps__list" open={matchMedia('(min-width: 56rem)').matches}>
            <summary class="govuk-details__summary">
              <span class="govuk-details__summary-text">{say('form.allSteps')}</span>
            </summary>
            <ol>
              {[...way.pages.map(page => ({ id: page.id, title: page.title[lang] })), { id: 'check', title: say('check.title') }].map((step, index) => (
                <li key={step.id} aria-current={index === position ? 'step' : undefined}>
                  {index < position ? (
                    <a
                      class="govuk-link"
                      href="#main"
                      onClick={event => {
                        event.preventDefault();
                        goTo(step.id);
                      }}
                    >
                      {step.title}
                    </a>
                  ) : (
                    step.title
                  )}
                </li>
              ))}
            </ol>
          </details>
        </nav>
        <div class="app-fill__main">
          {saved.phase === 'conflict' && (
            <div class="govuk-inset-text app-warn" role="alert">
              <p>{say('save.conflict')}</p>
              <button type="button" class="govuk-button govuk-button--secondary" onClick={reload}>
                {say('save.reload')}
              </button>
            </div>
          )}
          <ErrorSummary lines={summary} say={say} />
          <p class="app-caption">{form.title[lang]}</p>
          {children}
        </div>
      </div>
    </div>
  );
}

function Saved({ state, lang, say, saveNow }: { state: SaveState; saveNow: () => void } & IslandProps) {
  const trouble = state.phase === 'retrying' || (state.phase === 'failed' && !(state.failure instanceof SignInRequired));
  return (
    <div class="app-saved">
      {/* Only trouble is announced: a word at every save would talk over the person. */}
      <span role="status">{trouble && <span class="app-saved__trouble">{say(state.failure instanceof Unreachable ? 'save.offline' : 'save.failed')}</span>}</span>
      {trouble && (
        <button type="button" class="app-link-button" onClick={saveNow}>
          {say('save.now')}
        </button>
      )}
      {(state.phase === 'saving' || state.phase === 'waiting') && <span>{say('save.saving')}</span>}
      {state.phase === 'idle' && state.savedAt !== undefined && <span>{say('save.saved', { time: timeOfDay(state.savedAt, lang) })}</span>}
    </div>
  );
}
