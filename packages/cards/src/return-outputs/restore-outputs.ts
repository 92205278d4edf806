import { dynamicPortId } from '@hookwright/engine'
import type { Bindings } from '@hookwright/model'
import { fieldDraftOf } from '../view/fields-editor/field-draft.ts'
import { sourceDraftOf } from '../view/fields-editor/group-draft.ts'
import type { Config } from './card.ts'
import { fieldsOf, type OutputsDraft } from './outputs-draft.ts'

/**
 * Puts removed outputs of the card back into the draft. Each returns to its former position or, in Run mode,
 * to the first group.
 */
export const restoreOutputs = (draft: OutputsDraft, config: Config, inputs: Bindings): OutputsDraft => {
  const existing = new Set(fieldsOf(draft).map(field => field.id))
  let next = draft
  for (const group of config.groups) {
    if (group.dynamic !== undefined && !next.groups.some(each => each.id === group.id)) {
      const port = dynamicPortId(group.id)
      const binding = Object.hasOwn(inputs, port) ? inputs[port] : undefined
      const { id, name } = group
      next = {
        ...next,
        groups: [...next.groups, { id, name, fields: [], ...sourceDraftOf(group.dynamic) }],
        inputs: binding === undefined ? next.inputs : { ...next.inputs, [port]: binding }
      }
    }
    const lost = group.fields.filter(field => !existing.has(field.id))
    if (lost.length === 0) continue
    const home = next.groups.find(each => each.id === group.id) ?? (next.runMode ? next.groups[0] : undefined)
    const groups =
      home === undefined ? [...next.groups, { id: group.id, name: group.name, fields: [] }] : next.groups
    const into = home?.id ?? group.id
    next = {
      ...next,
      groups: groups.map(each => {
        if (each.id !== into) return each
        const fields = [...each.fields]
        for (const field of lost) fields.splice(group.fields.indexOf(field), 0, fieldDraftOf(field))
        return { ...each, fields }
      }),
      inputs: {
        ...next.inputs,
        ...Object.fromEntries(
          lost.flatMap(({ id }) => {
            const binding = Object.hasOwn(inputs, id) ? inputs[id] : undefined
            return binding === undefined ? [] : [[id, binding]]
          })
        )
      }
    }
  }
  return next
}
