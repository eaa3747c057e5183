import type { Appointment, AppointmentClass, AppointmentService, DocumentType, HoldRequest, Need, Wanted, Wish } from '../api/appointment-types.ts';
import { type Answers, check, type FormDocument, type FormField, type FormPage, type Text } from '../forms/engine/index';
import { addDays } from '../forms/engine/dates';
import type { Key, Say } from '../lib/strings.ts';

/**
 * What is asked before the times are shown: what for, and who comes. Each answer opens the next question on the same page, so that there is
 * little to press. The pages are a form document like any other, so its fields and laws serve here too.
 */
export function questions(services: readonly AppointmentService[], answers: Answers, say: Say, today: string): FormDocument {
  const text = (key: Key): Text => same(say(key));
  const { service, kind } = chosen(services, answers);
  const what: FormField[] = [{ id: 'service', type: 'choice', label: text('appt.serviceLabel'), options: services.map(one => ({ value: one.id, label: one.name })) }];
  if (service && service.classes.length > 1) {
    what.push({ id: 'class', type: 'choice', label: text('appt.classLabel'), hint: service.summary, options: service.classes.map(one => ({ value: one.id, label: one.name })) });
  }

  what.push(...(kind?.needs ?? []).map(need => needed(need, text, today)));
  if (kind && service && service.group > 1) {
    const options = Array.from({ length: service.group }, (_, index) => ({ value: String(index + 1), label: same(String(index + 1)) }));
    what.push({ id: 'party', type: 'choice', label: text('appt.people'), hint: text('appt.peopleText'), options });
  }

  const party = Number(answers['party'] ?? 1);
  const pages: FormPage[] = [
    { id: 'service', title: text('appt.service'), fields: what },
    {
      id: 'who',
      title: text('appt.who'),
      ...(party > 1 ? { guidance: same(say('appt.whoText', { count: party })) } : {}),
      fields: [
        ...whoFields(service?.documents ?? ['hkid'], answers, text, today),
        codeField(text, 'appt.codeText'),
        { id: 'email', type: 'email', label: text('appt.email'), hint: text('appt.emailHint'), required: false },
      ],
    },
  ];
  return { id: 'appointment', version: 1, department: '', title: text('appt.title'), summary: text('appt.lead'), pages };
}

/** What an appointment is found again by. */
export function lookupQuestions(services: readonly AppointmentService[], answers: Answers, say: Say, today: string): FormDocument {
  const text = (key: Key): Text => same(say(key));
  const { service } = chosen(services, answers);
  const fields: FormField[] = [
    { id: 'service', type: 'choice', label: text('appt.serviceLabel'), options: services.map(one => ({ value: one.id, label: one.name })) },
    ...whoFields(service?.documents ?? ['hkid', 'birth-certificate', 'travel-document'], answers, text, today),
    codeField(text, 'appt.codeHint'),
  ];
  return { id: 'appointment-lookup', version: 1, department: '', title: text('manage.title'), summary: text('manage.lead'), pages: [{ id: 'find', title: text('manage.title'), fields }] };
}

/** What a class needs before its dates can be shown, alone. */
export function needQuestions(kind: AppointmentClass, say: Say, today: string): FormDocument {
  const text = (key: Key): Text => same(say(key));
  return {
    id: 'appointment-needs',
    version: 1,
    department: '',
    title: text('manage.change'),
    summary: text('manage.change'),
    pages: [{ id: 'needs', title: text('manage.change'), fields: kind.needs.map(need => needed(need, text, today)) }],
  };
}

/** What a time must be like for a person to be told of it; nothing need be said. In place of a time at which the office closes a later one will do too. */
export function watchQuestions(service: AppointmentService, { date, status }: Pick<Appointment, 'date' | 'status'>, say: Say, today: string): FormDocument {
  const text = (key: Key): Text => same(say(key));
  const last = status === 'closed' ? {} : { max: date };
  const fields: FormField[] = [{ id: 'before', type: 'date', label: text('watch.before'), hint: text('watch.beforeHint'), required: false, min: addDays(today, 1)!, ...last }];
  if (service.offices.length > 1) {
    fields.push({ id: 'offices', type: 'choices', label: text('watch.offices'), hint: text('watch.officesHint'), required: false, options: service.offices.map(one => ({ value: one.id, label: one.name })) });
  }

  return { id: 'appointment-watch', version: 1, department: '', title: text('watch.title'), summary: text('watch.text'), pages: [{ id: 'watch', title: text('watch.title'), fields }] };
}

/** What was said there, in the shape that the API takes. */
export const wishOf = ({ before, offices }: Answers): Wish => ({
  ...(typeof before === 'string' ? { before } : {}),
  ...(Array.isArray(offices) && offices.length > 0 ? { offices: offices as string[] } : {}),
});

function whoFields(documents: readonly DocumentType[], answers: Answers, text: (key: Key) => Text, today: string): FormField[] {
  const type = documentType(documents, answers);
  const choose: FormField[] =
    documents.length > 1
      ? [{ id: 'documentType', type: 'choice', label: text('appt.documentType'), options: documents.map(one => ({ value: one, label: text(`appt.document.${one}`) })) }]
      : [];
  const number: FormField[] =
    type === undefined
      ? []
      : [{ id: 'documentNumber', type: type === 'hkid' ? 'hkid' : 'travelDocument', label: text(`appt.number.${type}`), ...(type === 'hkid' ? { hint: text('appt.number.hkidHint') } : {}) }];
  return [...choose, ...number, { id: 'dateOfBirth', type: 'date', label: text('appt.dateOfBirth'), hint: text('appt.dateOfBirthHint'), max: today }];
}

const codeField = (text: (key: Key) => Text, hint: Key): FormField => ({
  id: 'enquiryCode',
  type: 'shortText',
  maxLength: 4,
  label: text('appt.codeLabel'),
  hint: text(hint),
  pattern: '^[0-9]{4}$',
  patternMessage: text('appt.codeWrong'),
});

function needed(need: Need, text: (key: Key) => Text, today: string): FormField {
  return { id: need, type: 'date', label: text(`appt.${need}`), hint: text(`appt.${need}Hint`), ...(need === 'limitOfStay' ? { min: today } : {}) };
}

/** The documents' own words are for one language only: these are in the page's language whichever is asked for. */
const same = (text: string): Text => ({ en: text, tc: text, sc: text });

/** The service and the class that were chosen; the only class counts as chosen. */
export function chosen(services: readonly AppointmentService[], answers: Answers): { service?: AppointmentService; kind?: AppointmentClass } {
  const service = services.find(one => one.id === answers['service']);
  const kind = service?.classes.length === 1 ? service.classes[0] : service?.classes.find(one => one.id === answers['class']);
  return { ...(service ? { service } : {}), ...(kind ? { kind } : {}) };
}

function documentType(documents: readonly DocumentType[], answers: Answers): DocumentType | undefined {
  return documents.length === 1 ? documents[0] : documents.find(one => one === answers['documentType']);
}

/** What is answered by itself when a service is chosen: one person with the document that most have. */
export function usual(service: AppointmentService | undefined): Answers {
  const [document] = service?.documents ?? [];
  return { ...(service && service.group > 1 ? { party: '1' } : {}), ...(document !== undefined && service!.documents.length > 1 ? { documentType: document } : {}) };
}

/** What availability is asked with, once the service and its class are known. */
export function wantedOf(services: readonly AppointmentService[], answers: Answers): Wanted | undefined {
  const { service, kind } = chosen(services, answers);
  const day = (need: Need): string | undefined => (kind?.needs.includes(need) && typeof answers[need] === 'string' ? answers[need] : undefined);
  const [limitOfStay, terminatedOn] = [day('limitOfStay'), day('terminatedOn')];
  return service && kind
    ? {
        service: service.id,
        class: kind.id,
        party: service.group > 1 ? Number(answers['party'] ?? 1) : 1,
        ...(limitOfStay === undefined ? {} : { limitOfStay }),
        ...(terminatedOn === undefined ? {} : { terminatedOn }),
      }
    : undefined;
}

/** Who comes, in the shape that the API takes it: put right by the form's laws. */
export function personOf(form: FormDocument, services: readonly AppointmentService[], answers: Answers, today: string): Pick<HoldRequest, 'document' | 'dateOfBirth' | 'enquiryCode' | 'email'> {
  const right = check(form, answers, today).answers;
  const said = (name: string): string => String(right[name] ?? '');
  const type = documentType(chosen(services, answers).service?.documents ?? [], answers) ?? 'hkid';
  return {
    document: { type, number: said('documentNumber') },
    dateOfBirth: said('dateOfBirth'),
    enquiryCode: said('enquiryCode'),
    ...(said('email') === '' ? {} : { email: said('email') }),
  };
}

/** The question that a refusal is about, where it is about one. */
export const questionOf: Readonly<Record<string, string>> = {
  'service-unknown': 'service',
  'class-unknown': 'class',
  'limit-of-stay-needed': 'limitOfStay',
  'termination-date-needed': 'terminatedOn',
  'party-too-large': 'party',
  'document-invalid': 'documentNumber',
  'date-of-birth-invalid': 'dateOfBirth',
  'enquiry-code-invalid': 'enquiryCode',
};
