import type { ActionSignature, FieldsSetting } from '@hookwright/engine'
import { type DynamicGroup, type InputGroup, one } from '@hookwright/model'
import { OPTIONS } from '../kernel/deployed-card.ts'
import { connectionRows, optionsSection, withChosenOptions, withTypes } from '../view/deployed-rows.ts'
import { itemsOf } from '../view/field-items.ts'
import { inputRowOf, lostInputRows, messageRows } from '../view/input-rows.ts'
import { measures } from '../view/measures.ts'
import { footRows } from '../view/output-rows.ts'
import type { PartRow, Row } from '../view/row.ts'
import { type RowsInput, section } from '../view/rows-input.ts'
import type { CardRows } from '../view/rows-of.ts'
import { actionOf } from './card.ts'
import { dynamicGroupsOf, LOADED_FIELD, loadedGroups, loadedOf, nameOfLoaded } from './loaded-fields.ts'

/** Components that only this card type uses. */
export interface ActionParts {
  Connection: PartRow['Part']
  /** Part that loads the fields of dynamic groups. */
  Fields: PartRow['Part']
  /** Part that selects the outputs of the action. */
  Selection: PartRow['Part']
}

/** Returns the rows of the options. Users choose these when they set up the card. */
const optionRows = (params: RowsInput): Row[] => {
  const options = params.ports?.inputs.filter(port => port.option !== undefined) ?? []
  if (options.length === 0) return []
  const rows = section(
    params,
    optionsSection,
    OPTIONS,
    options.map(port => inputRowOf(params, port))
  )
  return withChosenOptions(params, rows)
}

/** Height of the part that loads fields: the heading with its button, and two lines of text. */
export const FIELDS_HEIGHT = measures.control + 2 * measures.messageLine + measures.fieldGap

/**
 * Returns the rows of the part that loads dynamic fields, followed by its problems. Empty without dynamic
 * groups.
 */
const loadingRows = (params: RowsInput, action: ActionSignature, Part: PartRow['Part']): Row[] =>
  dynamicGroupsOf(action).length === 0
    ? []
    : [
        {
          kind: 'part',
          key: 'fields',
          at: { card: params.card.id, field: LOADED_FIELD },
          height: FIELDS_HEIGHT,
          Part
        },
        ...params.problems
          .filter(({ field }) => field === LOADED_FIELD)
          .map((problem): Row => ({ kind: 'message', problem }))
      ]

/** Returns the rows of a dynamic group's inputs, by named group. */
const dynamicRows = (params: RowsInput, group: InputGroup): Row[] => {
  const parts = loadedGroups(loadedOf(params.card.config), 'inputs', group) ?? []
  const rowsOf = ({ fields }: DynamicGroup): Row[] => {
    const ids = new Set(fields.map(({ id }) => id))
    return (params.ports?.inputs ?? []).filter(({ id }) => ids.has(id)).map(port => inputRowOf(params, port))
  }
  return parts.flatMap(part =>
    section(params, `inputs:${group.id}:${part.name ?? ''}`, nameOfLoaded(group, part), rowsOf(part))
  )
}

/** Returns the rows of a group of inputs. An extensible group ends with a button that adds a field. */
const groupRows = (params: RowsInput, group: InputGroup): Row[] => {
  if (group.dynamic !== undefined) return dynamicRows(params, group)
  const setting = group.extensible ? addedFieldsSetting(group) : null
  const added = setting === null ? [] : itemsOf(params.card, setting).map(({ id }) => String(id))
  const ids = [...group.fields.map(({ id }) => id), ...added]
  const rows = (params.ports?.inputs ?? [])
    .filter(port => port.option === undefined && ids.includes(port.id))
    .map((port): Row => {
      const row = inputRowOf(params, port)
      return row.kind === 'input' && added.includes(port.id) ? { ...row, item: setting } : row
    })
  return section(params, `inputs:${group.id}`, group.name, [
    ...rows,
    ...(setting === null ? [] : [{ kind: 'add', setting } satisfies Row])
  ])
}

/** Returns the rows of an action card: the connection, the options, the inputs in groups, and the outputs. */
export const connectorActionRows = (params: RowsInput, parts: ActionParts): CardRows => {
  const action = actionOf(params.card.config, params.catalog)
  const selection: Row[] = action?.selectable
    ? [
        {
          kind: 'part',
          key: 'selection',
          height: measures.label + measures.control + measures.fieldGap,
          Part: parts.Selection
        }
      ]
    : []
  return {
    head: [
      ...(action?.needsConnection ? connectionRows(params, parts.Connection) : []),
      ...messageRows(params),
      ...optionRows(params),
      ...(action === undefined ? [] : loadingRows(params, action, parts.Fields)),
      ...(action?.inputGroups ?? []).flatMap(group => groupRows(params, group)),
      ...lostInputRows(params)
    ],
    joins: [],
    foot: [...selection, ...withTypes(footRows(params))]
  }
}

/** Setting for the fields that the user adds to an extensible group of an action. */
export const addedFieldsSetting = (group: { id: string; name: string }): FieldsSetting => ({
  kind: 'fields',
  key: 'added',
  within: group.id,
  noun: 'Field',
  of: 'inputs',
  group: group.name,
  named: 'label',
  parts: ['type'],
  fresh: (id, label) => ({ id, label, fieldType: 'text-field', dataType: one('text'), required: false })
})
