import { Field, InputGroup, isJsonObject, type JsonObject, sameJson } from '@hookwright/model'
import { z } from 'zod'

/** Lenient schema of a group. Too many or duplicate fields are reported as problems instead. */
const Group = InputGroup.extend({ name: z.string(), fields: z.array(z.unknown()) })

/** Reads the input groups in the config of an action's start card. Omits unreadable groups and inputs. */
export const readInputGroups = ({ groups }: JsonObject): InputGroup[] =>
  (Array.isArray(groups) ? groups.filter(isJsonObject) : []).flatMap(group => {
    const read = Group.safeParse(group)
    if (!read.success) return []
    return [{ ...read.data, fields: read.data.fields.flatMap(field => Field.safeParse(field).data ?? []) }]
  })

/** Returns true if some inputs of a card are unreadable. Saving would lose them. */
export const hasUnreadableInputs = (config: JsonObject): boolean =>
  !sameJson(config.groups ?? [], readInputGroups(config))
