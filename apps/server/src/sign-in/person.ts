import { Fault, type Millis } from '@hookwright/model'

/** Roles, from most to fewest permissions. */
export const roles = ['admin', 'maker', 'user', 'viewer'] as const

/**
 * Role of a person. Admin manages the installation, Maker builds connectors, User builds and turns on flows, Viewer
 * only reads.
 */
export type Role = (typeof roles)[number]

/** Someone who can sign in. The name is both displayed and used to sign in. */
export interface Person {
  id: string
  name: string
  role: Role
}

/** A person as shown to admins. */
export interface Member extends Person {
  addedAt: Millis
}

/** Returns true if external input is a valid role. */
export const isRole = (text: unknown): text is Role => roles.some(role => role === text)

/** Maximum number of characters of a name. */
export const longestName = 64

/**
 * Normalizes a name: trimmed, single spaces, one Unicode form.
 *
 * @throws `person.name-unfit` when it is empty, too long or has invisible characters
 */
export const readName = (text: string): string => {
  const name = text.normalize('NFKC').trim().replace(/ +/g, ' ')
  if (name === '') throw new Fault('person.name-unfit', { why: 'it is empty' })
  if (name.length > longestName) {
    throw new Fault('person.name-unfit', { why: `it is longer than ${longestName} characters` })
  }
  if (/[\p{C}\p{Zl}\p{Zp}]/u.test(name)) {
    throw new Fault('person.name-unfit', { why: 'it contains invisible characters' })
  }
  return name
}

/** Returns the unique key of a name, common to all its spellings. Never throws. */
export const nameKeyOf = (text: string): string =>
  text.normalize('NFKC').trim().replace(/ +/g, ' ').toLowerCase()
