import { z } from 'zod'

/**
 * Returns true for the three names that give access to an object's prototype. No path, card id or field id
 * may contain them.
 */
export const isReservedName = (name: string): boolean =>
  name === '__proto__' || name === 'constructor' || name === 'prototype'

/**
 * Id of everything with a database row: a UUIDv7 in lower case (RFC 9562, section 4). Upper case is refused,
 * since it would be a second key for the same row.
 */
export const Id = z.uuid().regex(/^[^A-Z]*$/, 'An id must be in lower case.')
export type Id = z.infer<typeof Id>

/** Id of a card, unique inside its flow, generated once. */
export const CardId = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,64}$/, 'A card id is 1 to 64 letters, digits, - or _.')
  .refine(id => !isReservedName(id), 'This card id is a reserved name.')
export type CardId = z.infer<typeof CardId>

/**
 * Id of a field, generated once. A label may change; an id never does. A dot separates a prefix:
 * `registration.f1`.
 */
export const FieldId = z
  .string()
  .regex(/^[A-Za-z0-9_.-]{1,128}$/, 'A field id is 1 to 128 letters, digits, dots, - or _.')
  .refine(id => !isReservedName(id), 'This field id is a reserved name.')
export type FieldId = z.infer<typeof FieldId>
