/** A refusal of the API, as RFC 9457 tells it. */
export interface Problem {
  title: string;
  status: number;
  code: string;
  detail?: string;
  field?: string;
  traceId?: string;
  /** What the refusal names: limits, other times. */
  values?: Record<string, string>;
  errors?: { code: string; field: string; detail: string }[];
}

/** The API answered and refused. */
export class Refused extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail ?? problem.title);
    this.problem = problem;
  }
}

/** No answer came: whether the call had its effect is not known. */
export class Unreachable extends Error {}

/** Nobody is signed in, or the session has ended. */
export class SignInRequired extends Error {}

/** Whether a failure is a refusal with that code. */
export function isRefusal(failure: unknown, code: string): failure is Refused {
  return failure instanceof Refused && failure.problem.code === code;
}

/** Whether places are given in turn now, and the person's has not come: the waiting room says when it does. */
export const isTurnNeeded = (failure: unknown): boolean => ['ticket-needed', 'ticket-invalid', 'not-your-turn'].some(code => isRefusal(failure, code));
