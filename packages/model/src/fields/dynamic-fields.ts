import { z } from 'zod'
import { FieldId } from '../kernel/ids.ts'
import { Json } from '../kernel/json.ts'
import { Field, fieldLimits } from './field.ts'

/** Limits of the fields that a helper flow may return for one dynamic group. */
export const dynamicLimits = {
  /** Maximum length of a field's key at the service, in characters. */
  key: 200,
  description: 300,
  /** Maximum number of fields in a group, and of groups. */
  fields: fieldLimits.fields,
  groups: 20,
  /** Maximum number of fields of all groups together. */
  all: 400,
  /** Maximum size of all fields as JSON, in characters. It is limited because they are stored in the flow. */
  size: 200_000
} as const

/**
 * Field returned by a helper flow. Its label may contain any characters; its key identifies the field at the
 * service.
 */
export const NamedField = Field.omit({ id: true }).extend({
  label: z.string().min(1).max(fieldLimits.label),
  key: z.string().min(1).max(dynamicLimits.key),
  description: z.string().min(1).max(dynamicLimits.description).exactOptional()
})
export type NamedField = z.infer<typeof NamedField>

/** Set of fields returned by a helper flow. Without a name, the name of the dynamic group is shown. */
export interface NamedGroup {
  name: string | null
  fields: NamedField[]
}

/** Field of a dynamic group, as stored in a card: a field with an id and the key at the service. */
export const DynamicField = Field.extend(NamedField.shape)
export type DynamicField = z.infer<typeof DynamicField>

/** Fields of a dynamic group, stored in the card so that runs do not depend on the helper flow. */
export const DynamicGroup = z.strictObject({
  name: z.string().min(1).max(fieldLimits.label).nullable(),
  fields: z.array(DynamicField).max(dynamicLimits.fields)
})
export type DynamicGroup = z.infer<typeof DynamicGroup>

/** All fields of a dynamic group, with unique ids. */
const DynamicGroups = z
  .array(DynamicGroup)
  .max(dynamicLimits.groups)
  .refine(groups => {
    const ids = groups.flatMap(({ fields }) => fields.map(({ id }) => id))
    return new Set(ids).size === ids.length
  }, 'Two loaded fields have the same id. Reload the fields.')

/** Loaded fields of a card, by dynamic group, with the connection and option values used to load them. */
export const LoadedFields = z.strictObject({
  inputs: z.record(FieldId, DynamicGroups),
  outputs: z.record(FieldId, DynamicGroups),
  connectionId: z.string().nullable(),
  options: z.record(FieldId, Json)
})
export type LoadedFields = z.infer<typeof LoadedFields>

/** Returns the FNV-1a hash of UTF-16 code units, as eight hex digits. */
const hashOf = (text: string): string => {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return (hash >>> 0).toString(16).padStart(8, '0')
}

/** Maximum length of the readable part of an id. */
const LONGEST = 40

/**
 * Returns the id of a field, derived from its group and key. A field that reappears thus keeps its mappings.
 */
const idOf = (group: FieldId, name: string | null, key: string): FieldId => {
  const readable = key.replace(/[^A-Za-z0-9]+/g, '_').slice(0, LONGEST)
  return `dynamic.${readable}.${hashOf(JSON.stringify([group, name, key]))}`
}

/** Assigns ids to the fields that a helper flow returned for a dynamic group. */
export const identifyFields = (group: FieldId, named: NamedGroup[]): DynamicGroup[] => {
  const taken = new Set<FieldId>()
  const give = (id: FieldId): FieldId => {
    let free = id
    for (let count = 2; taken.has(free); count++) free = `${id}.${count}`
    taken.add(free)
    return free
  }
  return named.map(({ name, fields }) => ({
    name,
    fields: fields.map(field => ({ ...field, id: give(idOf(group, name, field.key)) }))
  }))
}

/** Fields of a dynamic group, or the reason why they could not be loaded, as a sentence. */
export type GroupAnswer = { ok: true; groups: DynamicGroup[] } | { ok: false; why: string }

/** Fields of all dynamic groups of an action, by group id. */
export interface FieldsAnswer {
  inputs: Record<FieldId, GroupAnswer>
  outputs: Record<FieldId, GroupAnswer>
}
