import type { Notice } from '../api/types.ts';
import type { Lang } from '../lib/languages.ts';
import type { Key, Say } from '../lib/strings.ts';

const known: Readonly<Record<string, Key>> = {
  received: 'event.received',
  submitted: 'event.received',
  'submission-received': 'event.received',
  delivered: 'event.delivered',
  'submission-delivered': 'event.delivered',
  acknowledged: 'event.acknowledged',
  'submission-acknowledged': 'event.acknowledged',
  'question-asked': 'event.questionAsked',
  'question-answered': 'event.questionAnswered',
  decided: 'event.decided',
  'submission-decided': 'event.decided',
  'draft-expiring': 'event.draftExpiring',
  'draft-expires-soon': 'event.draftExpiring',
  opened: 'event.opened',
  'appointment-booked': 'event.appointmentBooked',
  'appointment-changed': 'event.appointmentChanged',
  'appointment-cancelled': 'event.appointmentCancelled',
  'appointment-offered': 'event.appointmentOffered',
  'appointment-closed': 'event.appointmentClosed',
};

/** An event of a case or an appointment in words. An event that the portal does not know yet is still told, as news. */
export function eventName(event: string, say: Say): string {
  const kebab = event.replace(/([a-z])([A-Z])/g, '$1-$2').toLowerCase();
  return say(known[kebab] ?? 'event.other');
}

/** Where a notice leads: to the case, the appointment or the draft that it is about. */
export function noticeAddress({ event, reference, draftId }: Pick<Notice, 'event' | 'reference' | 'draftId'>, lang: Lang): string | undefined {
  const at = encodeURIComponent;
  return reference !== undefined
    ? event.startsWith('appointment-')
      ? `/${lang}/appointments/manage/?ref=${at(reference)}`
      : `/${lang}/case/?ref=${at(reference)}`
    : draftId !== undefined
      ? `/${lang}/form/fill/?draft=${at(draftId)}`
      : undefined;
}
