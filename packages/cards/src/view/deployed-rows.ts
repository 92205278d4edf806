import type { InputPort } from '@hookwright/engine'
import { CONNECTION_FIELD, OPTIONS } from '../kernel/deployed-card.ts'
import { measures } from './measures.ts'
import type { PartRow, Row } from './row.ts'
import { groupKey, type RowsInput } from './rows-input.ts'

/** Key of the section with the options. */
export const optionsSection = groupKey(OPTIONS)

/** Returns the chosen values of an option as texts. Values of a static dropdown are shown by their labels. */
const wordsOf = (params: RowsInput, { id, option }: InputPort): string[] => {
  const binding = params.card.inputs[id]
  if (binding?.kind !== 'literal') return []
  const rows = option?.choices?.from === 'static' ? option.choices.rows : []
  const words = [binding.value]
    .flat()
    .filter(value => typeof value === 'string' || typeof value === 'number')
    .map(value => rows.find(row => row.value === String(value))?.display ?? String(value))
  return words.length === 0 ? [] : [words.join(', ')]
}

/** Maximum length, in characters, of the chosen options in a section's heading. */
const MOST_LETTERS = 28

/**
 * Formats the chosen options for the heading of the folded options section, such as “Berlin · Open”, “Mapped”
 * or “Not set”.
 */
const chosenInShort = (params: RowsInput): string => {
  const options = params.ports?.inputs.filter(port => port.option !== undefined) ?? []
  const words = options.flatMap(port => wordsOf(params, port)).join(' · ')
  if (words === '') return options.some(({ id }) => params.card.inputs[id] != null) ? 'Mapped' : 'Not set'
  return words.length > MOST_LETTERS ? `${words.slice(0, MOST_LETTERS - 1)}…` : words
}

/** Shows the chosen options in the heading of the options section if the section is folded. */
export const withChosenOptions = (params: RowsInput, rows: Row[]): Row[] => {
  const aside = chosenInShort(params)
  return rows.map(row =>
    row.kind === 'section' && row.key === optionsSection && row.folded ? { ...row, aside } : row
  )
}

/** Returns the row of the connection picker, followed by its problems. */
export const connectionRows = (params: RowsInput, Part: PartRow['Part']): Row[] => [
  {
    kind: 'part',
    key: 'connection',
    at: { card: params.card.id, field: CONNECTION_FIELD },
    height: measures.label + measures.control + measures.fieldGap,
    Part
  },
  ...params.problems
    .filter(({ field }) => field === CONNECTION_FIELD)
    .map((problem): Row => ({ kind: 'message', problem }))
]

/** Shows the type names of the outputs, because the users of a deployed card did not define them. */
export const withTypes = (rows: Row[]): Row[] =>
  rows.map(row => (row.kind === 'output' && row.depth === 0 ? { ...row, typed: true } : row))
