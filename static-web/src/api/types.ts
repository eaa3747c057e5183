import type { Answers, FormDocument, Text } from '../forms/engine/index';

/** What the API says; see docs/api.md. */
export interface FormHead {
  id: string;
  version: number;
  department: string;
  formNumber?: string;
  title: Text;
  summary: Text;
  opens?: string;
  closes?: string;
}

export interface Department {
  code: string;
  name: Text;
}

export interface DraftHead {
  draftId: string;
  formId: string;
  formVersion: number;
  title: Text;
  updatedAt: string;
  expiresAt: string;
}

export interface Unfit {
  field: string;
  code: string;
  value: unknown;
}

export interface Draft {
  draftId: string;
  formId: string;
  formVersion: number;
  answers: Answers;
  page?: string;
  unfit?: Unfit[];
  updatedAt: string;
  expiresAt: string;
}

export type AttachmentStatus = 'awaiting-upload' | 'clean' | 'refused';

export interface Attachment {
  attachmentId: string;
  field: string;
  fileName: string;
  size: number;
  status: AttachmentStatus;
  reason?: string;
  detail?: string;
  sha256?: string;
}

export interface UploadAddress {
  attachmentId: string;
  uploadUrl: string;
  uploadExpiresAt: string;
  blockSize: number;
  status: AttachmentStatus;
}

export interface Accepted {
  reference: string;
  submittedAt: string;
  formId: string;
  formVersion: number;
  definitionHash: string;
  feeCents?: number;
}

export type CaseStatus = 'received' | 'acknowledged' | 'question-asked' | 'question-answered' | 'decided';

export interface CaseHead {
  reference: string;
  formId: string;
  title: Text;
  department: string;
  status: CaseStatus;
  submittedAt: string;
  updatedAt: string;
}

export interface Question {
  questionId: string;
  askedAt: string;
  text: string;
  answeredAt?: string;
  answer?: string;
}

export interface Case {
  reference: string;
  formId: string;
  formVersion: number;
  title: Text;
  department: string;
  status: CaseStatus;
  submittedAt: string;
  language: string;
  feeCents?: number;
  history: { at: string; event: string; detail?: string }[];
  questions: Question[];
  decision?: { outcome: 'approved' | 'refused'; reason: string; at: string };
  /** Who saw the data, newest first: `what` is the attachment that was opened, else the answers. */
  accesses: { at: string; department: string; what?: string; why: Text }[];
  /** That the contents were deleted, and by which rule. */
  shredded?: { at: string; rule: string };
}

/** The proof that a case's contents were destroyed: the facts, and a JWS over them. */
export interface DestructionCertificate {
  facts: { reference: string; rule: string; destroyedAt: string; keys: string[]; files: string[] };
  seal: string;
}

export interface SentAttachment {
  attachmentId: string;
  field: string;
  fileName: string;
  size: number;
  sha256: string;
}

export interface SentAnswers {
  definition: FormDocument;
  answers: Answers;
  attachments: SentAttachment[];
  /** With the answers it gives the digest on the receipt. */
  salt: string;
  answersDigest: string;
}

export interface Receipt {
  reference: string;
  formId: string;
  formVersion: number;
  definitionHash: string;
  submittedAt: string;
  answersDigest: string;
  attachments: unknown[];
  seal: string;
  /** Absent when more is attested than a QR code holds. */
  qr?: string;
}

export interface Notice {
  noticeId: string;
  at: string;
  event: string;
  reference?: string;
  formId?: string;
  title?: Text;
  draftId?: string;
  /** The service of an appointment; the title is its name. */
  service?: string;
}

/** One opening of a person's data by a department. */
export interface Access {
  at: string;
  department: string;
  subject: 'case' | 'appointment';
  reference: string;
  /** The attachment that was opened, else the answers or the details. */
  what?: string;
  purpose: string;
  /** The purpose in words. */
  why: Text;
}

export type InboxState = 'new' | 'leased' | 'open' | 'decided';

export interface InboxItem {
  reference: string;
  formId: string;
  title: Text;
  status: CaseStatus;
  receivedAt: string;
  leasedUntil?: string;
}

export interface Lease {
  leaseId: string;
  reference: string;
  formId: string;
  expiresAt: string;
}

export type DeskCase = Case & SentAnswers;

export interface Me {
  name: string;
  roles: string[];
  department?: string;
  permissions: string[];
}
