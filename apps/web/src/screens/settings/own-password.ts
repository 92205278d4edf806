import type { PageFault } from '../../kit/api/fault-of.ts'
import { validateTypedPassword } from './chosen-password.ts'

/** Form values of a password change: current password, new password, and its repetition. */
export interface OwnPassword {
  current: string
  next: string
  again: string
}

/** Initial state of the form, also after a change. */
export const nothingTyped: OwnPassword = { current: '', next: '', again: '' }

/** Errors as sentences, by field. */
export type OwnPasswordErrors = Record<keyof OwnPassword, string | null>

/** Returns the errors that the page can detect. The server checks more. */
export const validateOwnPassword = ({ current, next, again }: OwnPassword): OwnPasswordErrors => ({
  current: current === '' ? 'Enter your current password.' : null,
  next:
    validateTypedPassword(next) ??
    (next === current ? 'The new password is the same as the current one. Choose another one.' : null),
  again: again === next ? null : 'The passwords do not match. Enter the new password again.'
})

/**
 * Returns the server's error, assigned to its field. All fields are null if the error concerns none of them.
 */
export const refusedAt = (refusal: PageFault | null): OwnPasswordErrors => {
  const at = refusal?.code.startsWith('password.') ? refusal : null
  const isCurrent = at?.code === 'password.wrong'
  return {
    current: isCurrent ? at.message : null,
    next: isCurrent ? null : (at?.message ?? null),
    again: null
  }
}

/** Returns the first field with an error, from the top. */
export const firstWrong = (errors: OwnPasswordErrors): keyof OwnPassword | null =>
  (['current', 'next', 'again'] as const).find(field => errors[field] !== null) ?? null
