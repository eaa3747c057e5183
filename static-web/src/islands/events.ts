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
};

/** An event of a case in words. An event that the portal does not know yet is still told, as news. */
export function eventName(event: string, say: Say): string {
  const kebab = event.replace(/([a-z])([A-Z])/g, '$1-$2').toLowerCase();
  return say(known[kebab] ?? 'event.other');
}
