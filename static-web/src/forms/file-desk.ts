import type { Api } from '../api/api.ts';
import { SignInRequired } from '../api/failures.ts';
import type { Attachment } from '../api/types.ts';
import { acknowledgedIn, putToStore, upload, type UploadProgress, untilRetry } from './upload.ts';

/** A file as the person sees it: what the server knows of it, and how its upload goes. */
export interface FileHere {
  attachment: Attachment;
  progress?: UploadProgress;
}

const bytesPerBlock = 512 * 1024;

/** All files of one draft: adds, resumes and removes them, and asks after their scan until it is over. */
export class FileDeskWork {
  readonly #api: Api;
  readonly #draft: string;
  readonly #seen: (files: ReadonlyMap<string, FileHere>) => void;
  readonly #uploads = new Map<string, AbortController>();
  #files = new Map<string, FileHere>();
  #polling: ReturnType<typeof setTimeout> | undefined;
  #polls = 0;

  constructor(api: Api, draft: string, seen: (files: ReadonlyMap<string, FileHere>) => void) {
    this.#api = api;
    this.#draft = draft;
    this.#seen = seen;
  }

  /** Reads what the server has. */
  async load(): Promise<void> {
    const known = await this.#api.attachments(this.#draft);
    const files = new Map<string, FileHere>();
    for (const attachment of known) {
      const progress = this.#files.get(attachment.attachmentId)?.progress;
      files.set(attachment.attachmentId, { attachment, ...(progress ? { progress } : {}) });
    }

    this.#files = files;
    this.#tell();
  }

  /** Announces a file to the server and starts sending it; gives its id. */
  async add(path: string, file: File): Promise<string> {
    const target = await this.#api.attach(this.#draft, path, file.name, file.size);
    const attachment: Attachment = { attachmentId: target.attachmentId, field: path, fileName: file.name, size: file.size, status: 'awaiting-upload' };
    this.#files = new Map(this.#files).set(attachment.attachmentId, { attachment });
    void this.#send(attachment, file, target);
    return attachment.attachmentId;
  }

  /** Goes on with a file whose upload was broken off by a reload; the person chooses the same file again. */
  async resume(attachment: Attachment, file: File): Promise<void> {
    void this.#send(attachment, file, await this.#api.uploadAddress(this.#draft, attachment.attachmentId));
  }

  async remove(id: string): Promise<void> {
    this.#uploads.get(id)?.abort();
    await this.#api.detach(this.#draft, id);
    acknowledgedIn(sessionStorage, id).clear();
    const files = new Map(this.#files);
    files.delete(id);
    this.#files = files;
    this.#tell();
  }

  stop(): void {
    clearTimeout(this.#polling);
    for (const running of this.#uploads.values()) {
      running.abort();
    }
  }

  async #send(attachment: Attachment, file: File, target: { uploadUrl: string; blockSize: number }): Promise<void> {
    const id = attachment.attachmentId;
    const abort = new AbortController();
    this.#uploads.set(id, abort);
    // Small blocks show progress and lose little when the line breaks.
    const blockSize = Math.min(target.blockSize || bytesPerBlock, 1024 * 1024);
    await upload(
      file,
      { uploadUrl: target.uploadUrl, blockSize },
      {
        put: putToStore,
        renew: () => this.#api.uploadAddress(this.#draft, id),
        untilRetry,
        acknowledged: acknowledgedIn(sessionStorage, id),
        report: progress => {
          this.#files = new Map(this.#files).set(id, { attachment: this.#files.get(id)?.attachment ?? attachment, progress });
          this.#tell();
        },
      },
      abort.signal,
    );
    this.#uploads.delete(id);
    this.#polls = 0;
    this.#poll();
  }

  #waiting(): boolean {
    return [...this.#files.values()].some(({ attachment, progress }) => attachment.status === 'awaiting-upload' && progress?.phase === 'sent');
  }

  #poll(): void {
    clearTimeout(this.#polling);
    if (!this.#waiting()) {
      return;
    }

    // Every second at first, then slower: most scans are over at once.
    this.#polling = setTimeout(
      () =>
        void this.load()
          .catch((failure: unknown) => {
            if (failure instanceof SignInRequired) {
              this.stop();
            }
          })
          .finally(() => this.#poll()),
      Math.min(10_000, 700 * 1.3 ** this.#polls++),
    );
  }

  #tell(): void {
    this.#seen(this.#files);
  }
}
