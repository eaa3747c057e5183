import { useEffect, useRef } from 'preact/hooks';
import { focusOn } from '../lib/page.ts';

/** What has just been done; it takes the focus, so that it is read. */
export function Told({ text }: { text: string }) {
  const box = useRef<HTMLParagraphElement>(null);
  useEffect(() => focusOn(box.current), []);
  return (
    <p class="govuk-inset-text" ref={box} tabIndex={-1} role="status">
      {text}
    </p>
  );
}
