import { makePassword } from './make-password.ts'

/** How somebody comes to a password: one is made up, or this one is typed. */
export interface ChosenPassword {
  way: 'made' | 'typed'
  typed: string
}

/** Where a form starts. */
export const madePassword: ChosenPassword = { way: 'made', typed: '' }

/** The least that a password has; the server says more when it knows better. */
const LEAST = 12

const randomBytes = (count: number): Uint8Array => crypto.getRandomValues(new Uint8Array(count))

/** What is wrong with a new password that was typed, as a sentence; null when nothing is. */
export const flawOfTyped = (typed: string): string | null =>
  [...typed].length < LEAST ? `Type ${LEAST} characters or more.` : null

/** What is wrong with what was chosen, as a sentence; null when nothing is. */
export const flawOfPassword = ({ way, typed }: ChosenPassword): string | null =>
  way === 'typed' ? flawOfTyped(typed) : null

/** The password itself: another one at each call when it is made up. */
export const passwordOf = ({ way, typed }: ChosenPassword): string =>
  way === 'made' ? makePassword(randomBytes) : typed
