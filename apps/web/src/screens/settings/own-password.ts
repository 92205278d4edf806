import type { PageFault } from '../../kit/api/fault-of.ts'
import { flawOfTyped } from './chosen-password.ts'

/** What is typed to change one's own password: the one of now, the new one, and that once more. */
export interface OwnPassword {
  current: string
  next: string
  again: string
}

/** Where a form starts, and is once it is done. */
export const nothingTyped: OwnPassword = { current: '', next: '', again: '' }

/** A sentence for each field that something is wrong at. */
export type OwnPasswordFlaws = Record<keyof OwnPassword, string | null>

/** What is wrong as far as the page can tell; the server says more when it knows better. */
export const flawsOfOwn = ({ current, next, again }: OwnPassword): OwnPasswordFlaws => ({
  current: current === '' ? 'Type the password that you have now.' : null,
  next:
    flawOfTyped(next) ??
    (next === current ? 'This is the password that you have now; choose another one.' : null),
  again: again === next ? null : 'This is another one than above; type the new password once more.'
})

/** What the server refused, at the field that it is about; all null when it is about none. */
export const refusedAt = (refusal: PageFault | null): OwnPasswordFlaws => {
  const at = refusal?.code.startsWith('password.') ? refusal : null
  const isCurrent = at?.code === 'password.wrong'
  return {
    current: isCurrent ? at.message : null,
    next: isCurrent ? null : (at?.message ?? null),
    again: null
  }
}

/** The first field, from the top, that something is wrong at. */
export const firstWrong = (flaws: OwnPasswordFlaws): keyof OwnPassword | null =>
  (['current', 'next', 'again'] as const).find(field => flaws[field] !== null) ?? null
