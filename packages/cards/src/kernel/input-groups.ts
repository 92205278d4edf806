import { Field, InputGroup, isJsonObject, type JsonObject, sameJson } from '@hookwright/model'
import { z } from 'zod'

/** A group as it may stand in a card that is not fit to run: too many fields, or two alike, are still to be fixed. */
const Group = InputGroup.extend({ name: z.string(), fields: z.array(z.unknown()) })

/** The input groups in the config of an action's start card as far as they can be read; the rest is left out. */
export const readInputGroups = ({ groups }: JsonObject): InputGroup[] =>
  (Array.isArray(groups) ? groups.filter(isJsonObject) : []).flatMap(group => {
    const read = Group.safeParse(group)
    if (!read.success) return []
    return [{ ...read.data, fields: read.data.fields.flatMap(field => Field.safeParse(field).data ?? []) }]
  })

/** Returns true if some inputs of a card are unreadable. Saving would lose them. */
export const hasUnreadableInputs = (config: JsonObject): boolean =>
  !sameJson(config.groups ?? [], readInputGroups(config))
