import { z } from 'zod'
import { FieldId } from '../kernel/ids.ts'
import { Json } from '../kernel/json.ts'
import { Field, fieldLimits } from './field.ts'

/** The most that a helper flow may name for one dynamic group. */
export const dynamicLimits = {
  /** Characters of a field's key at the service. */
  key: 200,
  description: 300,
  /** Fields of one group, and groups. */
  fields: fieldLimits.fields,
  groups: 20,
  /** Fields of all groups together. */
  all: 400,
  /** Characters of all fields as JSON: they are kept in the flow. */
  size: 200_000
} as const

/** A field that a helper flow names. Its label may have any characters; its key is that at the service. */
export const NamedField = Field.omit({ id: true }).extend({
  label: z.string().min(1).max(fieldLimits.label),
  key: z.string().min(1).max(dynamicLimits.key),
  description: z.string().min(1).max(dynamicLimits.description).exactOptional()
})
export type NamedField = z.infer<typeof NamedField>

/** A set of fields that a helper flow names; without a name of its own they stand under that of the dynamic group. */
export interface NamedGroup {
  name: string | null
  fields: NamedField[]
}

/** A field of a dynamic group as a card keeps it. */
export const DynamicField = Field.extend(NamedField.shape)
export type DynamicField = z.infer<typeof DynamicField>

/** Fields of a dynamic group as a card keeps them, so that a run depends on no helper flow. */
export const DynamicGroup = z.strictObject({
  name: z.string().min(1).max(fieldLimits.label).nullable(),
  fields: z.array(DynamicField).max(dynamicLimits.fields)
})
export type DynamicGroup = z.infer<typeof DynamicGroup>

/** All fields of one dynamic group, with ids that differ. */
const DynamicGroups = z
  .array(DynamicGroup)
  .max(dynamicLimits.groups)
  .refine(groups => {
    const ids = groups.flatMap(({ fields }) => fields.map(({ id }) => id))
    return new Set(ids).size === ids.length
  }, 'Two loaded fields have the same id. Reload the fields.')

/** The loaded fields of a card by dynamic group, with the connection and the options for which they were loaded. */
export const LoadedFields = z.strictObject({
  inputs: z.record(FieldId, DynamicGroups),
  outputs: z.record(FieldId, DynamicGroups),
  connectionId: z.string().nullable(),
  options: z.record(FieldId, Json)
})
export type LoadedFields = z.infer<typeof LoadedFields>

/** FNV-1a over UTF-16 code units, as eight hex digits. */
const hashOf = (text: string): string => {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return (hash >>> 0).toString(16).padStart(8, '0')
}

/** Longest readable part of an id. */
const LONGEST = 40

/** The id of a field follows from its group and its key, so that a field which is there again keeps what is mapped to it. */
const idOf = (group: FieldId, name: string | null, key: string): FieldId => {
  const readable = key.replace(/[^A-Za-z0-9]+/g, '_').slice(0, LONGEST)
  return `dynamic.${readable}.${hashOf(JSON.stringify([group, name, key]))}`
}

/** Gives the fields that a helper flow named for a dynamic group their ids. */
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

/** The fields of a dynamic group, or why they could not be loaded, as a sentence. */
export type GroupAnswer = { ok: true; groups: DynamicGroup[] } | { ok: false; why: string }

/** The fields of all dynamic groups of an action, by group. */
export interface FieldsAnswer {
  inputs: Record<FieldId, GroupAnswer>
  outputs: Record<FieldId, GroupAnswer>
}
