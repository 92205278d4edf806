import { isJsonObject, type JsonObject, OutputField, OutputGroup, sameJson } from '@hookwright/model'
import { z } from 'zod'
import type { Config } from './card.ts'

/** Schema of an output group that may still have errors, such as too many or duplicate fields. */
const Group = OutputGroup.extend({ name: z.string(), fields: z.array(z.unknown()) })

/** Returns the readable outputs of a card's config. Skips entries that are not valid groups or fields. */
export const readOutputs = (config: JsonObject): Config => {
  const groups = Array.isArray(config.groups) ? config.groups.filter(isJsonObject) : []
  return {
    groups: groups.flatMap(group => {
      const read = Group.safeParse(group)
      if (!read.success) return []
      const fields = read.data.fields.flatMap(field => OutputField.safeParse(field).data ?? [])
      return [{ ...read.data, fields }]
    }),
    runMode: config.runMode === true
  }
}

/** Returns true if some outputs of a card are unreadable. Saving the card would lose them. */
export const losesOutputs = (config: JsonObject): boolean =>
  !sameJson(config.groups ?? [], readOutputs(config).groups)
