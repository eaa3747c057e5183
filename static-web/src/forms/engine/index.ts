/** The law of form documents in the browser: the same answers, problems and fees as the server finds. See docs/forms.md. */
export { check, fee, stoppedBy, type Visibility, visibility } from './check'
export { todayInHongKong } from './dates'
export { email, hkid, maskHkid, phone, travelDocument } from './identifiers'
export { normaliseAnswer } from './normalise'
export { countries, districts, type Region, regions } from './places'
export { readForm } from './read'
export type {
  Answers,
  Expression,
  FieldOption,
  FieldType,
  FormCheck,
  FormDocument,
  FormField,
  FormPage,
  FormRule,
  FormStop,
  Problem,
  Text,
} from './types'
