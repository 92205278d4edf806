import { makePassword } from './make-password.ts'

/** Choice of a password: generated or typed. */
export interface ChosenPassword {
  way: 'made' | 'typed'
  typed: string
}

/** Initial state of the form. */
export const initialPassword: ChosenPassword = { way: 'made', typed: '' }

/** Minimum length of a password; the server checks further rules. */
const LEAST = 12

const randomBytes = (count: number): Uint8Array => crypto.getRandomValues(new Uint8Array(count))

/** Returns the error of a typed new password as a sentence, or null. */
export const validateTypedPassword = (typed: string): string | null =>
  [...typed].length < LEAST ? `Enter at least ${LEAST} characters.` : null

/** Returns the error of the chosen password as a sentence, or null. */
export const validatePassword = ({ way, typed }: ChosenPassword): string | null =>
  way === 'typed' ? validateTypedPassword(typed) : null

/** Returns the chosen password. If it is generated, each call returns a new one. */
export const passwordOf = ({ way, typed }: ChosenPassword): string =>
  way === 'made' ? makePassword(randomBytes) : typed
