// Says which tests of a report failed, and why: node scripts/failures.mjs REPORT, a JSON report of vitest or of Playwright.
import { readFileSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';

const MOST_LINES = 25;

const units = report => report.testResults.flatMap(file => {
  const failed = file.assertionResults.filter(test => test.status === 'failed');
  const alone = file.status === 'failed' && failed.length === 0;
  return alone ? [[file.name, file.message]] : failed.map(test => [test.fullName, test.failureMessages.join('\n')]);
});

const inSuite = (suite, path) => {
  const here = [...path, suite.title];
  const own = (suite.specs ?? []).flatMap(spec => spec.tests
    .filter(test => test.status === 'unexpected' || test.status === 'flaky')
    .map(test => [[...here, spec.title].join(' › '), test.results.flatMap(result => result.errors.map(error => error.message)).join('\n')]));
  return [...own, ...(suite.suites ?? []).flatMap(inner => inSuite(inner, here))];
};

const pages = report => [
  ...report.errors.map(error => ['outside of any test', error.message]),
  ...report.suites.flatMap(suite => inSuite(suite, [])),
];

const report = JSON.parse(readFileSync(process.argv[2], 'utf8'));
for (const [name, reason] of report.testResults ? units(report) : pages(report)) {
  console.log(`failed ${name}`);
  console.log(stripVTControlCharacters(reason ?? 'no reason given').split('\n').slice(0, MOST_LINES).map(line => `  ${line}`).join('\n'));
}
