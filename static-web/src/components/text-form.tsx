import { useState } from 'preact/hooks';
import type { Say } from '../lib/strings.ts';
import { sentence } from './common.tsx';

/** One text to write and send: a question, an answer, a reason. */
export function TextForm({ id, label, hint, button, missing, act, say }: { id: string; label: string; hint?: string; button: string; missing: string; act: (text: string) => Promise<void>; say: Say }) {
  const [text, setText] = useState('');
  const [wrong, setWrong] = useState<string>();
  const [busy, setBusy] = useState(false);
  return (
    <form
      noValidate
      onSubmit={event => {
        event.preventDefault();
        if (busy) {
          return;
        }

        if (text.trim() === '') {
          setWrong(missing);
          document.getElementById(id)?.focus();
          return;
        }

        setBusy(true);
        act(text.trim())
          .then(() => {
            setText('');
            setWrong(undefined);
          })
          .catch((failure: unknown) => {
            setWrong(sentence(failure, say));
            document.getElementById(id)?.focus();
          })
          .finally(() => setBusy(false));
      }}
    >
      <div class={`govuk-form-group${wrong === undefined ? '' : ' govuk-form-group--error'}`}>
        <label class="govuk-label app-question" for={id}>
          {label}
        </label>
        {hint && (
          <div id={`${id}-hint`} class="govuk-hint">
            {hint}
          </div>
        )}
        {wrong !== undefined && (
          <p id={`${id}-error`} class="govuk-error-message" role="alert">
            <span class="govuk-visually-hidden">{say('error.prefix')}</span> {wrong}
          </p>
        )}
        <textarea
          id={id}
          class={`govuk-textarea${wrong === undefined ? '' : ' govuk-textarea--error'}`}
          rows={4}
          maxLength={2000}
          aria-describedby={[hint && `${id}-hint`, wrong !== undefined && `${id}-error`].filter(Boolean).join(' ') || undefined}
          aria-invalid={wrong === undefined ? undefined : true}
          value={text}
          onInput={event => setText(event.currentTarget.value)}
        />
      </div>
      <button type="submit" class="govuk-button" aria-disabled={busy}>
        {busy ? say('common.wait') : button}
      </button>
    </form>
  );
}
