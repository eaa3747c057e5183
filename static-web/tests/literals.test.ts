import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const files = (suffix: string): string[] =>
  readdirSync('src', { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith(suffix))
    .map(name => join('src', name));

const visible = new Set(['alt', 'title', 'aria-label', 'placeholder', 'label', 'summary']);
const letters = /\p{L}{2,}/u;

/** Text in a component that no catalogue knows. */
function literalsOf(source: string): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isJsxText(node) && letters.test(node.text)) {
      found.push(node.text.trim());
    } else if (ts.isJsxAttribute(node) && visible.has(node.name.getText()) && node.initializer && ts.isStringLiteral(node.initializer) && letters.test(node.initializer.text)) {
      found.push(node.initializer.text);
    } else if (ts.isJsxExpression(node) && node.expression && ts.isStringLiteral(node.expression) && ts.isJsxElement(node.parent) && letters.test(node.expression.text)) {
      found.push(node.expression.text);
    }

    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('x.tsx', source, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX));
  return found;
}

/** An Astro page without its script parts is read as the same kind of markup. */
function literalsOfAstro(source: string): string[] {
  const markup = source
    .replace(/^---[\s\S]*?\n---/, '')
    .replace(/<script>[\s\S]*?<\/script>/g, '')
    .replace(/<!doctype html>/i, '');
  return literalsOf(`const page = <>${markup}</>;`);
}

describe('a component', () => {
  it.each(files('.tsx'))('%s shows no text from outside the catalogue', file => {
    expect(literalsOf(readFileSync(file, 'utf8'))).toEqual([]);
  });

  it.each(files('.astro'))('%s shows no text from outside the catalogue', file => {
    expect(literalsOfAstro(readFileSync(file, 'utf8'))).toEqual([]);
  });

  it('that has text of its own is found', () => {
    expect(literalsOf('const a = <p title="Some title">Some text</p>;')).toEqual(['Some title', 'Some text']);
    expect(literalsOfAstro('---\nconst a = 1;\n---\n<p>一些文字</p>')).toEqual(['一些文字']);
  });
});
