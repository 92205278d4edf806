import type { CardSpec, Catalog, FieldsSetting, Ports, Setting } from '@hookwright/engine'
import {
  type Card,
  type CardId,
  type FieldId,
  type FlowKind,
  type Path,
  type Problem,
  valueAt
} from '@hookwright/model'
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
  /** Keys of parts toggled from their default state: folded sections and unfolded trees. */
  flipped: ReadonlySet<string>
  /** Paths inside the card's outputs that the flow uses or that the user typed, by field id. */
  known: ReadonlyMap<FieldId, Path[]>
  values: CardValues | null
  /** Sample outputs of the start card; null without a sample. */
  sample?: { start: CardId; values: Record<FieldId, unknown> } | null
  /** Kind of the flow, by its start card; absent if none is known. */
  startKind?: FlowKind | undefined
  /** Error message of the card in the shown run; null if it did not fail. */
  failure?: string | null
}

/** Marks rows of a block card as narrow, because its inputs are in a narrow column. */
export const narrowOf = ({ card }: RowsInput): { narrow?: true } =>
  (card.blocks ?? []).length > 0 ? { narrow: true } : {}

/** Returns the card's setting that lists fields of this kind (inputs, blocks or joins), if any. */
export const fieldsOf = (params: RowsInput, of: FieldsSetting['of']): FieldsSetting | null =>
  params.spec.settings.find(
    (setting): setting is FieldsSetting => setting.kind === 'fields' && setting.of === of
  ) ?? null

/** Returns the setting whose list contains a port. `null` if no setting does. */
export const itemOf = (params: RowsInput, of: FieldsSetting['of'], id: FieldId): FieldsSetting | null => {
  const setting = fieldsOf(params, of)
  const list = setting === null ? undefined : params.card.config[setting.key]
  const holds = Array.isArray(list) && list.some(entry => valueAt(entry, ['id']) === id)
  return holds ? setting : null
}

/**
 * Returns true if a setting is shown: always, or while the setting that it depends on has a suitable value.
 */
export const isShown = (
  { card }: Pick<RowsInput, 'card'>,
  { shownFor }: Pick<Setting, 'shownFor'>
): boolean => shownFor === undefined || shownFor.values.includes(String(card.config[shownFor.key] ?? ''))

/** Returns the row that adds a field, if fields can be added. */
export const addRow = (params: RowsInput, of: FieldsSetting['of']): Row[] => {
  const setting = fieldsOf(params, of)
  return setting === null || !isShown(params, setting) ? [] : [{ kind: 'add', setting }]
}

/** Returns the heading of a section and, unless it is folded, its rows. */
export const headed = (heading: Omit<SectionRow, 'kind' | 'hides'>, rows: Row[]): Row[] => {
  if (!heading.folded) return [{ kind: 'section', ...heading }, ...rows]
  const hides = rows.filter(({ kind }) => kind === 'input' || kind === 'output' || kind === 'section')
  return [{ kind: 'section', ...heading, ...(hides.length > 0 && { hides }) }]
}

/** Returns a foldable heading followed by its rows, optionally with a link to a dialog. Open by default. */
export const section = (
  { flipped }: Pick<RowsInput, 'flipped'>,
  key: string,
  label: string,
  rows: Row[],
  more: Pick<SectionRow, 'action' | 'under' | 'aside'> = {}
): Row[] => headed({ key, label, folded: flipped.has(key), ...more }, rows)

/**
 * Returns a section that is folded by default; its heading then ends with a summary of its rows.
 * @param hasProblem true if a row has a problem, which keeps the section open
 */
export const foldedSection = (
  { flipped }: Pick<RowsInput, 'flipped'>,
  {
    summary,
    hasProblem = false,
    ...heading
  }: Pick<SectionRow, 'key' | 'label' | 'under'> & {
    summary: string
    hasProblem?: boolean
  },
  rows: Row[]
): Row[] => {
  const folded = !hasProblem && !flipped.has(heading.key)
  return headed({ ...heading, folded, ...(folded && { aside: summary }) }, rows)
}

/** Returns the key under which a card stores that a group is folded or unfolded. */
export const groupKey = (name: string): string => `group:${name}`

/**
 * Returns rows by group, each group under its name. Ungrouped rows come first. If fields can be added to a
 * group, the row with the Add button comes last.
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
