import { z } from 'zod'

/** True for the three names that reach an object's prototype: no path, card id or field id may be one of them. */
export const isReservedName = (name: string): boolean =>
  name === '__proto__' || name === 'constructor' || name === 'prototype'

/**
 * A UUIDv7 in its usual text form, in lower case as RFC 9562 (section 4) writes it: the id of everything that has a
 * row. One in upper case would be another key for the same row, so it is refused.
 */
export const Id = z.uuid().regex(/^[^A-Z]*$/, 'An id must be in lower case.')
export type Id = z.infer<typeof Id>

/** A card's id, unique inside its flow, made once. */
export const CardId = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,64}$/, 'A card id is 1 to 64 letters, digits, - or _.')
  .refine(id => !isReservedName(id), 'This card id is a reserved name.')
export type CardId = z.infer<typeof CardId>

/** A field's id, made once; labels may change, ids never do. A dot sets a prefix apart: `registration.f1`. */
export const FieldId = z
  .string()
  .regex(/^[A-Za-z0-9_.-]{1,128}$/, 'A field id is 1 to 128 letters, digits, dots, - or _.')
  .refine(id => !isReservedName(id), 'This field id is a reserved name.')
export type FieldId = z.infer<typeof FieldId>
