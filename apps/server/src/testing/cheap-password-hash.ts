import { randomBytes, scryptSync } from 'node:crypto'
import type { PasswordHash } from '../sign-in/password-rule.ts'

/** Password hash with 1/256 of the usual cost: tests hash hundreds of passwords that protect nothing. */
const cost = { N: 64, r: 16, p: 1 }

const derive = (password: string, salt: string): string =>
  scryptSync(password.normalize('NFKC'), salt, 64, cost).toString('hex')

/** A salted scrypt hash for tests, in the format of the usual one and many times as cheap. */
export const cheapPasswordHash: PasswordHash = {
  hash: async password => {
    const salt = randomBytes(16).toString('hex')
    return `${salt}:${derive(password, salt)}`
  },
  verify: async ({ hash, password }) => {
    const [salt = '', key] = hash.split(':')
    return derive(password, salt) === key
  }
}
