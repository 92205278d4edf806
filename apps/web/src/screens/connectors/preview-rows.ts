import {
  Fields,
  type Flow,
  InputGroups,
  isJsonObject,
  isNothing,
  OutputGroups,
  Path,
  startCardOf,
  type ValueType,
  valueAt
} from '@hookwright/model'

/** An output of an event with its value in a sample. */
export interface PreviewRow {
  id: string
  /** Name of the output group; null if all outputs are in one group. */
  group: string | null
  label: string
  type: ValueType
  /** True if the type is a guess; the output then accepts values of any type. */
  isGuess: boolean
  value: string
}

/** Option or input of an event or action in its preview, as a field for users to fill in. */
export interface PreviewField extends Pick<PreviewRow, 'id' | 'label' | 'type'> {
  group: string
  isRequired: boolean
  /** True for a field with a list of choices. */
  hasChoices: boolean
}

/** Number of outputs shown in a preview, and of fields above them. */
export const MOST_PREVIEWED = 7

const shortOf = (value: unknown): string => {
  if (isNothing(value)) return '—'
  if (Array.isArray(value)) return value.length === 1 ? '1 item' : `${value.length} items`
  if (isJsonObject(value)) return `{ ${Object.keys(value).length} keys }`
  return String(value)
}

const pathOf = (binding: unknown): Path | null => {
  if (!isJsonObject(binding) || binding.kind !== 'pill') return null
  return Path.safeParse(binding.path).data ?? null
}

/** Returns the rows by group. Only adjacent rows are combined. */
export const groupedRows = <Row extends { group: string | null }>(
  rows: readonly Row[]
): [group: Row['group'], rows: Row[]][] => {
  const groups: [Row['group'], Row[]][] = []
  for (const row of rows) {
    const last = groups.at(-1)
    if (last?.[0] === row.group) last[1].push(row)
    else groups.push([row.group, [row]])
  }
  return groups
}

/** Returns the options of an event or action, and the inputs of an action, for its preview. */
export const previewFieldsOf = (doc: Flow): PreviewField[] => {
  const { options, groups } = startCardOf(doc)?.config ?? {}
  const all = [
    { name: 'Options', fields: Fields.safeParse(options).data ?? [] },
    ...(InputGroups.safeParse(groups).data ?? [])
  ]
  return all.flatMap(({ name, fields }) =>
    fields.map(({ id, label, dataType: type, required, fieldType }) => ({
      ...{ id, label, type, group: name },
      isRequired: required,
      hasChoices: fieldType !== 'text-field'
    }))
  )
}

/** Returns the outputs of an event for its preview, with their values in the sample. */
export const previewRowsOf = ({ cards }: Flow, sample: unknown): PreviewRow[] => {
  const last = Object.values(cards).find(({ type }) => type === 'return-outputs')
  if (last === undefined) return []
  const { groups, runMode } = last.config
  const read = OutputGroups.safeParse(groups)
  const list = runMode === true ? pathOf(last.inputs.list) : null
  const records = list === null ? sample : valueAt(sample, list)
  const root = list !== null && Array.isArray(records) ? records[0] : sample
  const all = read.success ? read.data : []
  return all.flatMap(({ name, fields }) =>
    fields.map(({ id, label, dataType: type, guessed }) => {
      const path = pathOf(last.inputs[id])
      const group = all.length > 1 ? name : null
      const value = path === null ? '—' : shortOf(valueAt(root, path))
      return { id, group, label, type, isGuess: guessed === true, value }
    })
  )
}
