import { defineConfig } from '@playwright/test';

// Started in static-web, so that its dependencies are used: npm run test:pages, npm run test:circle.
const mockPort = process.env['MOCK_PORT'] ?? '17401';
const pages = process.argv.some(argument => argument.includes('circle')) ? undefined : `http://127.0.0.1:${mockPort}`;

export default defineConfig({
  testDir: '.',
  outputDir: 'artifacts/results',
  fullyParallel: true,
  workers: Number(process.env['E2E_WORKERS'] ?? 2),
  timeout: 300_000,
  expect: { timeout: 15_000 },
  forbidOnly: true,
  reporter: [['list']],
  // A test that fails runs once more, traced; ./test counts it as failed all the same. Tracing every run takes half of the time.
  retries: 1,
  use: {
    locale: 'en-HK',
    timezoneId: 'Asia/Hong_Kong',
    launchOptions: {
      executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
    },
    trace: 'on-first-retry',
    screenshot: 'only-on-failure',
  },
  projects: [
    { name: 'pages', testMatch: 'pages/**/*.spec.ts', use: { baseURL: `http://127.0.0.1:${mockPort}` } },
    { name: 'circle', testMatch: 'circle/**/*.spec.ts', use: { baseURL: process.env['PORTAL_URL'] ?? 'http://127.0.0.1:4280' } },
  ],
  ...(pages === undefined
    ? {}
    : {
        webServer: {
          command: 'node mock/server.ts',
          cwd: '../../static-web',
          url: `${pages}/config.json`,
          reuseExistingServer: process.env['CI'] === undefined,
          env: { MOCK_PORT: mockPort, PATH: `${process.cwd()}/node_modules/.bin:${process.env['PATH'] ?? ''}` },
        },
      }),
});
