import type { CardSpec, Catalog, FieldsSetting, Ports, Setting } from '@hookwright/engine'
import { type Card, type CardId, type FieldId, type Path, type Problem, valueAt } from '@hookwright/model'
import type { Row, SectionRow } from './row.ts'

/** Inputs and outputs of a card in a run, by field id. */
export interface CardValues {
  inputs: Record<string, unknown>
  outputs: Record<string, unknown>
}

/** Input from which the rows of a card are built. */
export interface RowsInput {
  card: Card
  spec: CardSpec
  ports: Ports | null
  /** Connection fields, helper flows and events that the card's flow can refer to. */
  catalog: Catalog
  problems: Problem[]
  /** Keys that differ from the default: a section that is folded, a tree that is open. */
  flipped: ReadonlySet<string>
  /** Paths into outputs that are known to be there, by field. */
  known: ReadonlyMap<FieldId, Path[]>
  values: CardValues | null
  /** Outputs of the start card in a sample; null without one. */
  sample?: { start: CardId; values: Record<FieldId, unknown> } | null
  /** Why it failed in the run that is shown. */
  failure?: string | null
}

/** Returns the setting whose fields are these ports, if any. */
export const fieldsOf = (params: RowsInput, of: FieldsSetting['of']): FieldsSetting | null =>
  params.spec.settings.find(
    (setting): setting is FieldsSetting => setting.kind === 'fields' && setting.of === of
  ) ?? null

/** Returns the setting whose list contains a port; null for none. */
export const itemOf = (params: RowsInput, of: FieldsSetting['of'], id: FieldId): FieldsSetting | null => {
  const setting = fieldsOf(params, of)
  const list = setting === null ? undefined : params.card.config[setting.key]
  const holds = Array.isArray(list) && list.some(entry => valueAt(entry, ['id']) === id)
  return holds ? setting : null
}

/** Returns true unless the setting is for other values of another setting. */
export const isShown = ({ card }: RowsInput, { shownFor }: Pick<Setting, 'shownFor'>): boolean =>
  shownFor === undefined || shownFor.values.includes(String(card.config[shownFor.key] ?? ''))

/** Returns the row that adds a field, if fields can be added. */
export const addRow = (params: RowsInput, of: FieldsSetting['of']): Row[] => {
  const setting = fieldsOf(params, of)
  return setting === null || !isShown(params, setting) ? [] : [{ kind: 'add', setting }]
}

/** Returns rows under a foldable heading, optionally with a link to their dialog. */
export const section = (
  params: RowsInput,
  key: string,
  label: string,
  rows: Row[],
  action?: SectionRow['action']
): Row[] => {
  const folded = params.flipped.has(key)
  return [
    { kind: 'section', key, label, folded, ...(action !== undefined && { action }) },
    ...(folded ? [] : rows)
  ]
}

/** Returns the key of a group's fold state. */
export const groupKey = (name: string): string => `group:${name}`

/**
 * Returns rows by group, each under its name. Ungrouped ones come first. Where fields can be added,
 * the row for it ends their group.
 */
export const grouped = <Port extends { group?: string }>(
  params: RowsInput,
  of: FieldsSetting['of'],
  ports: Port[],
  rowsOf: (port: Port) => Row[]
): Row[] => {
  const add = addRow(params, of)
  const setting = fieldsOf(params, of)
  const added = setting?.group ?? ''
  const groups = new Map<string, Port[]>([
    ['', []],
    [added, []]
  ])
  for (const port of ports) groups.set(port.group ?? '', [...(groups.get(port.group ?? '') ?? []), port])
  return [...groups].flatMap(([name, members]) => {
    const rows = [...members.flatMap(rowsOf), ...(name === added ? add : [])]
    if (name === '') return rows
    // A heading of fields that can neither be seen nor added leads to nothing.
    const isEmpty = members.length === 0 && name === added && setting !== null && !isShown(params, setting)
    return isEmpty ? [] : section(params, groupKey(name), name, rows)
  })
}
