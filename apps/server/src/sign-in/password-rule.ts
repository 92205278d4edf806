import { Fault } from '@hookwright/model'

const least = 12
const most = 128

/**
 * Words and keyboard rows that are common in leaked passwords. A word is listed if a few such words can fill
 * twelve characters.
 */
const knownWords = [
  'hookwright',
  'administrator',
  'admin',
  'password',
  'passwort',
  'passw0rd',
  'p@ssword',
  'p@ssw0rd',
  'motdepasse',
  'contrasena',
  'secret',
  'welcome',
  'letmein',
  'changeme',
  'default',
  'master',
  'login',
  'access',
  'iloveyou',
  'ilove',
  'princess',
  'sunshine',
  'football',
  'baseball',
  'superman',
  'batman',
  'dragon',
  'monkey',
  'trustno1',
  'starwars',
  'whatever',
  'qwertyuiop',
  'qwertzuiop',
  'azertyuiop',
  'qwerty',
  'qwertz',
  'azerty',
  'asdfghjkl',
  'asdfgh',
  'zxcvbnm',
  'zxcvbn',
  'yxcvbnm',
  '1q2w3e4r5t6y',
  '1q2w3e4r',
  '1qaz2wsx3edc',
  '1qaz2wsx',
  'q1w2e3r4',
  'abc123',
  'user',
  'test'
].sort((one, other) => other.length - one.length)

/** Returns the text without runs: three or more characters that repeat, rise or fall by one (`aaa`, `1234`, `cba`). */
const withoutRuns = (text: string): string => {
  const codes = [...text].map(character => character.codePointAt(0) ?? 0)
  const inRun = new Set<number>()
  codes.forEach((code, at) => {
    const before = codes[at - 1]
    const first = codes[at - 2]
    if (before === undefined || first === undefined) return
    const step = code - before
    if (Math.abs(step) <= 1 && before - first === step) for (const i of [at - 2, at - 1, at]) inRun.add(i)
  })
  return [...text].filter((_, at) => !inRun.has(at)).join('')
}

/**
 * Counts the characters of a password that are hard to guess (`left`), and its distinct characters. Common
 * words, the name, years and runs do not count as hard to guess.
 */
const surpriseOf = (password: string, name: string): { left: number; distinct: number } => {
  const words = [
    ...name
      .toLowerCase()
      .split(/[^\p{L}\p{N}]+/u)
      .filter(word => word.length > 2),
    ...knownWords
  ]
  const rest = withoutRuns(words.reduce((text, word) => text.replaceAll(word, ''), password.toLowerCase()))
  const letters = [...rest.replace(/(?:19|20)\d\d/g, '').replace(/[\s\p{P}\p{S}]/gu, '')]
  return { left: letters.length, distinct: new Set([...password.toLowerCase()]).size }
}

/**
 * Validates a new password: 12 to 128 characters that are more than common words, the person's name, years
 * and keyboard rows. Source: NIST SP 800-63B, section 5.1.1.2 (length instead of composition, refusal of
 * expected passwords).
 *
 * @throws `password.too-short`, `password.too-long`, `password.too-common`
 */
export const checkPassword = (password: string, name: string): void => {
  if ([...password].length < least) throw new Fault('password.too-short', { least })
  if (password.length > most) throw new Fault('password.too-long', { most })
  const { left, distinct } = surpriseOf(password, name)
  if (left < 4 || distinct < 5) throw new Fault('password.too-common')
}

/** Functions that create and verify password hashes. */
export interface PasswordHash {
  hash(password: string): Promise<string>
  verify(tried: { hash: string; password: string }): Promise<boolean>
}
