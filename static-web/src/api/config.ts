/** What the portal is told about its surroundings when it runs, from `/config.json`. */
export interface Config {
  /** The API's base address, without a slash at its end. */
  apiBase: string;
  /** The OpenID Connect issuer that people sign in with. */
  issuer: string;
  clientId: string;
  /** Scopes to ask for; where absent those of the simulated identity provider. */
  scope?: string;
  /** Whether this is a demonstration that no department stands behind. */
  simulated?: boolean;
}

let asked: Promise<Config> | undefined;

/** Reads the configuration once a page. */
export function config(): Promise<Config> {
  asked ??= fetch('/config.json', { cache: 'no-store' })
    .then(async response => {
      const read = (await response.json()) as Config;
      return { ...read, apiBase: read.apiBase.replace(/\/$/, ''), simulated: read.simulated ?? /^http:\/\/(127\.0\.0\.1|localhost)\b/.test(read.issuer) };
    })
    .catch((failure: unknown) => {
      asked = undefined;
      throw failure;
    });
  return asked;
}
