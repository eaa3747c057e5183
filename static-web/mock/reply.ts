export type Json = Record<string, any>;

/** What the mock answers. */
export interface Reply {
  status: number;
  body?: unknown;
  headers?: Record<string, string>;
  raw?: Buffer | string;
}
