// Stands in for the API, the identity provider and the blob store, so that the portal's pages can be tested without the backend.
// It keeps everything in memory, apart for each person who signs in, and knows no law of forms: tests tell it what to refuse.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { extname, join, resolve } from 'node:path';
import { appointmentsAnswer, happens } from './appointments.ts';
import { setRoom } from './rush.ts';
import { World } from './world.ts';

const port = Number(process.env['MOCK_PORT'] ?? 17401);
const origin = `http://127.0.0.1:${port}`;
const dist = resolve(import.meta.dirname, '../dist');
const documents = [resolve(import.meta.dirname, '../../functions/EGov.Functions/Features/Forms/Documents'), resolve(import.meta.dirname, 'documents')]
  .filter(folder => existsSync(folder))
  .flatMap(folder => readdirSync(folder).filter(name => name.endsWith('.json')).map(name => JSON.parse(readFileSync(join(folder, name), 'utf8')) as { id: string }))
  .filter(document => 'pages' in document);
const rules = JSON.parse(readFileSync(resolve(import.meta.dirname, '../../infra/staticwebapp.config.json'), 'utf8')) as { globalHeaders: Record<string, string> };
const worlds = new Map<string, World>();
const codes = new Map<string, { person: string; nonce: string | null }>();

interface Reply {
  status: number;
  body?: unknown;
  headers?: Record<string, string>;
  raw?: Buffer | string;
}

const types: Record<string, string> = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.json': 'application/json' };

function file(path: string): Reply {
  const wanted = join(dist, path);
  for (const candidate of [wanted, join(wanted, 'index.html')]) {
    if (candidate.startsWith(dist) && existsSync(candidate) && statSync(candidate).isFile()) {
      return { status: 200, raw: readFileSync(candidate), headers: { 'Content-Type': types[extname(candidate)] ?? 'application/octet-stream', ...rules.globalHeaders } };
    }
  }

  return { status: 404, raw: readFileSync(join(dist, '404.html')), headers: { 'Content-Type': types['.html']!, ...rules.globalHeaders } };
}

const base64 = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

function identity(url: URL, form: URLSearchParams): Reply {
  switch (url.pathname) {
    case '/idp/.well-known/openid-configuration':
      return {
        status: 200,
        body: {
          issuer: `${origin}/idp`,
          authorization_endpoint: `${origin}/idp/authorize`,
          token_endpoint: `${origin}/idp/token`,
          end_session_endpoint: `${origin}/idp/end`,
          jwks_uri: `${origin}/idp/keys`,
          response_types_supported: ['code'],
          subject_types_supported: ['pairwise'],
          id_token_signing_alg_values_supported: ['RS256'],
        },
      };
    case '/idp/authorize': {
      const query = url.searchParams;
      const person = query.get('person');
      if (person === null) {
        const links = ['citizen', 'officer'].map(role => `<p><a href="${url.pathname}?${query.toString().replaceAll('&', '&amp;')}&amp;person=${role}">${role}</a></p>`);
        return { status: 200, raw: `<!doctype html><title>Sign in</title>${links.join('')}`, headers: { 'Content-Type': types['.html']! } };
      }

      const code = randomUUID();
      // A role is a new person; a person who signs in again is the same.
      codes.set(code, { person: person.includes('.') ? person : `${person}.${randomUUID()}`, nonce: query.get('nonce') });
      const back = new URL(query.get('redirect_uri')!);
      back.searchParams.set('code', code);
      back.searchParams.set('state', query.get('state')!);
      return { status: 302, headers: { Location: back.href } };
    }
    case '/idp/token': {
      const granted = form.get('grant_type') === 'refresh_token' ? { person: form.get('refresh_token')!, nonce: null } : codes.get(form.get('code')!);
      if (!granted) {
        return { status: 400, body: { error: 'invalid_grant' } };
      }

      const now = Math.floor(Date.now() / 1000);
      const claims = { iss: `${origin}/idp`, aud: 'portal', sub: granted.person, name: granted.person.startsWith('officer') ? 'Cheung Ka Yan' : 'Chan Tai Man', iat: now, exp: now + 3600, nonce: granted.nonce ?? undefined };
      return {
        status: 200,
        body: { access_token: granted.person, refresh_token: granted.person, token_type: 'Bearer', expires_in: 3600, id_token: `${base64({ alg: 'RS256' })}.${base64(claims)}.${base64('mock')}` },
      };
    }
    case '/idp/end':
      return { status: 302, headers: { Location: url.searchParams.get('post_logout_redirect_uri') ?? '/' } };
    default:
      return { status: 404 };
  }
}

async function answer(request: IncomingMessage): Promise<Reply> {
  const url = new URL(request.url!, origin);
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(chunk as Buffer);
  }

  const body = Buffer.concat(chunks);
  if (url.pathname === '/config.json') {
    return { status: 200, body: { apiBase: `${origin}/api`, issuer: `${origin}/idp`, clientId: 'portal' } };
  }

  if (url.pathname.startsWith('/idp/')) {
    return identity(url, new URLSearchParams(body.toString()));
  }

  if (url.pathname.startsWith('/blobs/')) {
    const [, , person, attachment] = url.pathname.split('/');
    return { status: worlds.get(person!)?.put(attachment!, url.searchParams, body) ?? 403 };
  }

  if (url.pathname === '/mock/room') {
    return setRoom(JSON.parse(body.toString()));
  }

  if (url.pathname.startsWith('/mock/appointments/')) {
    return happens(url.pathname.split('/')[3]!, JSON.parse(body.toString()));
  }

  if (!url.pathname.startsWith('/api/')) {
    return file(decodeURIComponent(url.pathname));
  }

  if (/^\/api\/appointments(\/|$)/.test(url.pathname)) {
    const path = url.pathname.replace('/api', '');
    return appointmentsAnswer(request.method!, path, url.searchParams, body.length === 0 ? undefined : JSON.parse(body.toString()), request.headers as Record<string, string>);
  }

  const person = request.headers.authorization?.replace('Bearer ', '') ?? '';
  if (person !== '' && !worlds.has(person)) {
    worlds.set(person, new World(person, documents as never, origin));
  }

  const world = worlds.get(person) ?? new World('', documents as never, origin);
  return world.answer(request.method!, url, body.length === 0 ? undefined : JSON.parse(body.toString()), request.headers as Record<string, string>);
}

function send(response: ServerResponse, reply: Reply): void {
  response.writeHead(reply.status, { ...(reply.body === undefined ? {} : { 'Content-Type': reply.status >= 400 ? 'application/problem+json' : 'application/json' }), ...reply.headers });
  response.end(reply.raw ?? (reply.body === undefined ? undefined : JSON.stringify(reply.body)));
}

createServer((request, response) => {
  answer(request).then(
    reply => send(response, reply),
    (failure: unknown) => {
      console.error(failure);
      send(response, { status: 500, body: { title: 'Fault', status: 500, code: 'fault' } });
    },
  );
}).listen(port, '127.0.0.1', () => console.log(`The mock serves ${origin}/`));
