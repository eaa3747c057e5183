import type { AppointmentsApi } from '../api/appointments.ts';
import { Refused } from '../api/failures.ts';
import { personHere } from '../api/session.ts';
import { parameter } from '../lib/page.ts';
import { found, keepFound, kept, type Mine } from './kept.ts';
import { referenceOf } from './offered.ts';

const plain = (reference: string): string => reference.replaceAll('-', '');

/**
 * The appointment that the address asks for (by a mail's pass, or by its reference), else the one that this tab had last; as it is now.
 * Whoever has just booked in this tab, or is signed in, need not look theirs up.
 */
export async function opened(api: AppointmentsApi, offered: string | undefined): Promise<Mine | undefined> {
  const wanted = plain(offered === undefined ? parameter('ref') : (referenceOf(offered) ?? ''));
  const isWanted = (one: Pick<Mine, 'appointment'>): boolean => (wanted === '' ? offered === undefined : plain(one.appointment.reference) === wanted);
  const tried = async (reference: string, pass: string): Promise<Mine | undefined> => {
    try {
      const { value, etag = '' } = await api.appointment(reference, pass);
      const mine = { pass, etag, appointment: value };
      keepFound(mine);
      return mine;
    } catch (failure) {
      if (failure instanceof Refused) {
        // A pass that has ended opens nothing; there may be another.
        return undefined;
      }

      throw failure;
    }
  };
  const known = [found(), kept().booked].flatMap(one => (one && isWanted(one) ? [{ reference: one.appointment.reference, pass: one.pass }] : []));
  for (const { reference, pass } of [...(offered !== undefined && wanted !== '' ? [{ reference: wanted, pass: offered }] : []), ...known]) {
    const mine = await tried(reference, pass);
    if (mine) {
      return mine;
    }
  }

  if (wanted !== '' && personHere() !== null) {
    const own = (await api.own()).find(isWanted);
    return own && tried(own.appointment.reference, own.pass);
  }

  return undefined;
}
