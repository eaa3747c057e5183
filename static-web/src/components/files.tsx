import { useRef, useState } from 'preact/hooks';
import type { Attachment } from '../api/types.ts';
import { answerAt, idOf } from '../forms/answers.ts';
import type { FileHere } from '../forms/file-desk.ts';
import { fileSize } from '../lib/format.ts';
import { sentence } from './common.tsx';
import { type FieldProps, optional, Problem } from './fields.tsx';

/** What a file question can do. */
export interface FileDesk {
  files: ReadonlyMap<string, FileHere>;
  add: (path: string, file: File) => Promise<string>;
  resume: (attachment: Attachment, file: File) => Promise<void>;
  remove: (id: string) => Promise<void>;
}

const kinds: Readonly<Record<string, { suffix: string; name: string }>> = {
  pdf: { suffix: '.pdf', name: 'PDF' },
  jpeg: { suffix: '.jpg,.jpeg', name: 'JPEG' },
  png: { suffix: '.png', name: 'PNG' },
  heic: { suffix: '.heic,.heif', name: 'HEIC' },
  docx: { suffix: '.docx', name: 'DOCX' },
};

/** A question that is answered with files: each with its progress, its scan and a way to take it away. */
export function FileField({ field, path, here }: FieldProps) {
  const { lang, say, files } = here;
  const id = idOf(path);
  const input = useRef<HTMLInputElement>(null);
  const [failure, setFailure] = useState<string>();
  const answer = answerAt(here.answers, path);
  const own = Array.isArray(answer) ? (answer as string[]) : [];
  const most = field.maxFiles ?? 1;
  const accept = (field.accept ?? Object.keys(kinds)).map(kind => kinds[kind]).filter(kind => kind !== undefined);
  const problem = failure ?? here.problem(path);

  const add = async (chosen: readonly File[]): Promise<void> => {
    setFailure(undefined);
    const ids = [...own];
    for (const file of chosen) {
      if (ids.length >= most) {
        setFailure(say('error.tooMany', { label: field.label[lang], max: most }));
        break;
      }

      if (file.size === 0) {
        setFailure(say('file.empty', { name: file.name }));
        continue;
      }

      try {
        ids.push(await files.add(path, file));
        here.set(path, [...ids]);
      } catch (why) {
        setFailure(sentence(why, say));
      }
    }

    if (input.current) {
      input.current.value = '';
    }
  };

  return (
    <div class={`govuk-form-group${problem === undefined ? '' : ' govuk-form-group--error'}`}>
      <label class="govuk-label app-question" for={id}>
        {field.label[lang]}
        {optional(field, here)}
      </label>
      <div id={`${id}-hint`} class="govuk-hint">
        {field.hint && <div>{field.hint[lang]}</div>}
        <div>{say('file.accepted', { kinds: accept.map(kind => kind.name).join(say('common.listSeparator')), max: most })}</div>
      </div>
      <Problem id={id} text={problem} say={say} />
      {own.length > 0 && (
        <ul class="app-files">
          {own.map(one => (
            <FileRow
              key={one}
              id={one}
              here={files.files.get(one)}
              say={say}
              resume={(attachment, file) => void files.resume(attachment, file).catch((why: unknown) => setFailure(sentence(why, say)))}
              accept={accept.map(kind => kind.suffix).join(',')}
              remove={() =>
                void files.remove(one).then(
                  () => {
                    const rest = own.filter(other => other !== one);
                    here.set(path, rest.length === 0 ? undefined : rest);
                    requestAnimationFrame(() => document.getElementById(id)?.focus());
                  },
                  (why: unknown) => setFailure(sentence(why, say)),
                )
              }
            />
          ))}
        </ul>
      )}
      <input
        ref={input}
        id={id}
        class={`govuk-file-upload${own.length >= most ? ' app-gone' : ''}`}
        type="file"
        multiple={most > 1}
        accept={accept.map(kind => kind.suffix).join(',')}
        aria-describedby={`${id}-hint${problem === undefined ? '' : ` ${id}-error`}`}
        onChange={event => void add([...(event.currentTarget.files ?? [])])}
      />
    </div>
  );
}

function FileRow({
  id,
  here,
  say,
  resume,
  remove,
  accept,
}: {
  id: string;
  here: FileHere | undefined;
  say: FieldProps['here']['say'];
  resume: (attachment: Attachment, file: File) => void;
  remove: () => void;
  accept: string;
}) {
  const name = here?.attachment.fileName ?? say('file.one');
  const progress = here?.progress;
  const percent = progress ? Math.floor((100 * progress.sentBytes) / Math.max(1, progress.size)) : 0;
  const status = here?.attachment.status;
  const broken = status === 'awaiting-upload' && (progress === undefined || progress.phase === 'failed');
  const [mismatch, setMismatch] = useState(false);
  return (
    <li class="app-file">
      <div class="app-file__name">
        {name} {here && <span class="app-muted">{fileSize(here.attachment.size)}</span>}
      </div>
      <div class="app-file__state" role="status">
        {status === 'clean' && <strong class="govuk-tag govuk-tag--green">{say('file.clean')}</strong>}
        {status === 'refused' && (
          <span class="govuk-error-message">
            <strong class="govuk-tag govuk-tag--red">{say('file.refused')}</strong> {here?.attachment.detail ?? say('file.refusedWhy')}
          </span>
        )}
        {status === 'awaiting-upload' && progress?.phase === 'sent' && <strong class="govuk-tag govuk-tag--blue">{say('file.scanning')}</strong>}
        {status === 'awaiting-upload' && progress?.phase === 'paused' && <strong class="govuk-tag govuk-tag--yellow">{say('file.paused')}</strong>}
        {status === 'awaiting-upload' && progress?.phase === 'uploading' && <span aria-hidden="true">{say('file.sending', { percent })}</span>}
        {broken && <span>{progress?.phase === 'failed' ? sentence(progress.failure, say) : say('file.brokenOff')}</span>}
        {mismatch && <span class="govuk-error-message">{say('file.mismatch', { name })}</span>}
      </div>
      {status === 'awaiting-upload' && (progress?.phase === 'uploading' || progress?.phase === 'paused') && (
        <progress class="app-progress" value={progress.sentBytes} max={progress.size} aria-label={say('file.progress', { name })} />
      )}
      {broken && here && (
        <div class="govuk-form-group">
          <label class="govuk-label" for={`again-${id}`}>
            {say('file.chooseAgain', { name })}
          </label>
          <input
            id={`again-${id}`}
            class="govuk-file-upload"
            type="file"
            accept={accept}
            onChange={event => {
              const file = event.currentTarget.files?.[0];
              // The rest of another file would spoil what has been sent.
              const same = file !== undefined && file.name === here.attachment.fileName && file.size === here.attachment.size;
              setMismatch(file !== undefined && !same);
              if (same) {
                resume(here.attachment, file);
              }
            }}
          />
        </div>
      )}
      <button type="button" class="app-link-button" onClick={remove}>
        {say('file.remove')} <span class="govuk-visually-hidden">{name}</span>
      </button>
    </li>
  );
}
