/**
 * The pass in the address that a mail's link leads to. It is taken out of the address at once: whoever sees the address, the history or the
 * links to other languages must not be able to act on the appointment.
 */
export function takeOffered(): string | undefined {
  const pass = /^#offer=([\w.-]+)$/.exec(location.hash)?.[1];
  if (pass !== undefined) {
    history.replaceState(null, '', location.pathname + location.search);
    dispatchEvent(new Event('egov:address'));
  }

  return pass;
}

/** The reference of the appointment that a pass opens; undefined for what is no pass. */
export function referenceOf(pass: string): string | undefined {
  try {
    const { reference } = JSON.parse(atob(pass.split('.')[0]!.replaceAll('-', '+').replaceAll('_', '/'))) as { reference?: unknown };
    return typeof reference === 'string' ? reference : undefined;
  } catch {
    return undefined;
  }
}
