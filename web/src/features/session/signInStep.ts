/** What a refused sign-in means for the form. */
import { ApiError } from '../../api/problem';

/** The kinds of problem by which the server asks for the second factor. */
const NEEDED = 'SecondFactorRequired';
const WRONG = 'SecondFactorError';

export type Refusal = 'codeNeeded' | 'codeWrong' | 'other';

export function refusalOf(error: Error): Refusal {
  const kind = error instanceof ApiError ? error.problem?.type : undefined;
  if (kind === NEEDED) return 'codeNeeded';
  return kind === WRONG ? 'codeWrong' : 'other';
}

/** The code of an app as it is sent: people type and paste it with spaces. */
export const digitsOf = (typed: string): string => typed.replaceAll(/\D/g, '').slice(0, 6);
