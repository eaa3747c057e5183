import type { AppointmentClass, AppointmentService, DocumentType, HoldRequest, Need, Wanted } from '../api/appointment-types.ts';
import { type Answers, check, type FormDocument, type FormField, type FormPage, type Text } from '../forms/engine/index';
import type { Key, Say } from '../lib/strings.ts';

/** What is asked before the times are shown. The pages are a form document like any other, so its fields and laws serve here too. */
export function questions(services: readonly AppointmentService[], answers: Answers, say: Say, today: string): FormDocument {
  const text = (key: Key): Text => same(say(key));
  const { service, kind } = chosen(services, answers);
  const pages: FormPage[] = [
    {
      id: 'service',
      title: text('appt.service'),
      fields: [{ id: 'service', type: 'choice', label: text('appt.serviceLabel'), options: services.map(one => ({ value: one.id, label: one.name })) }],
    },
  ];
  if (service && (service.classes.length > 1 || service.classes.some(one => one.needs.length > 0))) {
    const classes: FormField[] =
      service.classes.length > 1
        ? [{ id: 'class', type: 'choice', label: text('appt.classLabel'), options: service.classes.map(one => ({ value: one.id, label: one.name })) }]
        : [];
    pages.push({ id: 'class', title: text('appt.class'), fields: [...classes, ...(kind?.needs ?? []).map(need => needed(need, text, today))] });
  }

  if (service && service.group > 1) {
    const options = Array.from({ length: service.group }, (_, index) => ({ value: String(index + 1), label: same(say(index === 0 ? 'appt.person' : 'appt.persons', { count: index + 1 })) }));
    pages.push({ id: 'people', title: text('appt.people'), guidance: text('appt.peopleText'), fields: [{ id: 'party', type: 'choice', label: text('appt.peopleLabel'), options }] });
  }

  pages.push({ id: 'who', title: text('appt.who'), guidance: text('appt.whoText'), fields: whoFields(service?.documents ?? ['hkid'], answers, text, today) });
  pages.push({
    id: 'code',
    title: text('appt.code'),
    guidance: text('appt.codeText'),
    fields: [codeField(text), { id: 'email', type: 'email', label: text('appt.email'), hint: text('appt.emailHint'), required: false }],
  });
  return { id: 'appointment', version: 1, department: '', title: text('appt.title'), summary: text('appt.lead'), pages };
}

/** What an appointment is found again by. */
export function lookupQuestions(services: readonly AppointmentService[], answers: Answers, say: Say, today: string): FormDocument {
  const text = (key: Key): Text => same(say(key));
  const { service } = chosen(services, answers);
  const fields: FormField[] = [
    { id: 'service', type: 'choice', label: text('appt.serviceLabel'), options: services.map(one => ({ value: one.id, label: one.name })) },
    ...whoFields(service?.documents ?? ['hkid', 'birth-certificate', 'travel-document'], answers, text, today),
    codeField(text),
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

const codeField = (text: (key: Key) => Text): FormField => ({
  id: 'enquiryCode',
  type: 'shortText',
  maxLength: 4,
  label: text('appt.codeLabel'),
  hint: text('appt.codeHint'),
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
