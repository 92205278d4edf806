import type { InputPort } from '@hookwright/engine'
import type { Card } from '@hookwright/model'
import { CONNECTION_FIELD, OPTIONS } from '../kernel/deployed-card.ts'
import { headRows } from '../view/input-rows.ts'
import { measures } from '../view/measures.ts'
import { footRows } from '../view/output-rows.ts'
import type { PartRow, Row } from '../view/row.ts'
import { groupKey, type RowsInput, section } from '../view/rows-input.ts'
import type { CardRows } from '../view/rows-of.ts'
import { atOnceSetting, eventOf, stopRestSetting } from './card.ts'

/** Components for the parts that only this card has. */
export interface EventParts {
  Connection: PartRow['Part']
  RunMode: PartRow['Part']
  /** Signature badge; its key ends with the kind of proof. */
  Proof: PartRow['Part']
}

const labelled = measures.label + measures.control + measures.fieldGap
const plain = measures.control + measures.fieldGap

/** Returns an option's chosen values, by their dropdown labels where those are known. */
const wordsOf = (given: RowsInput, { id, option }: InputPort): string[] => {
  const binding = given.card.inputs[id]
  if (binding?.kind !== 'literal') return []
  const rows = option?.choices?.from === 'static' ? option.choices.rows : []
  const words = [binding.value]
    .flat()
    .filter(value => typeof value === 'string' || typeof value === 'number')
    .map(value => rows.find(row => row.value === String(value))?.display ?? String(value))
  return words.length === 0 ? [] : [words.join(', ')]
}

/** As many letters as stand beside a heading. */
const MOST_LETTERS = 28

/** Formats the chosen options for the heading of the folded section; undefined when nothing is chosen. */
const chosenInShort = (given: RowsInput): string | undefined => {
  const options = given.ports?.inputs.filter(port => port.option !== undefined) ?? []
  const words = options.flatMap(port => wordsOf(given, port)).join(' · ')
  if (words === '') return undefined
  return words.length > MOST_LETTERS ? `${words.slice(0, MOST_LETTERS - 1)}…` : words
}

/** Formats run settings that differ from the defaults, for the heading of the folded section. */
const runningInShort = ({ stopRest, atOnce = 'any' }: Card['config'], isEach: boolean): string =>
  [atOnce === 'any' ? [] : `${atOnce} at once`, isEach && stopRest === true ? 'stops at a failure' : []]
    .flat()
    .join(' · ')

/** Returns the rows of the seldom used run settings, folded by default. */
const runningRows = (given: RowsInput, isEach: boolean): Row[] => {
  const folded = !given.flipped.has('running')
  const inShort = runningInShort(given.card.config, isEach)
  const settings = isEach ? [stopRestSetting, atOnceSetting] : [atOnceSetting]
  return [
    {
      kind: 'section',
      key: 'running',
      label: 'More',
      folded,
      ...(folded && inShort !== '' && { aside: inShort })
    },
    ...(folded ? [] : settings.map((setting): Row => ({ kind: 'setting', setting, lines: 1 })))
  ]
}

/** The key of the section in which the options stand. */
export const optionsSection = groupKey(OPTIONS)

/**
 * Returns the rows of an event card as users see it: the connection, the options, Run mode where records come in lists, the
 * concurrency of its runs, and the outputs.
 */
export const connectorEventRows = (given: RowsInput, parts: EventParts): CardRows => {
  const event = eventOf(given.card.config, given.surroundings)
  const connection: Row[] = event?.needsConnection
    ? [
        {
          kind: 'part',
          key: 'connection',
          at: { card: given.card.id, field: CONNECTION_FIELD },
          height: labelled,
          Part: parts.Connection
        },
        ...given.problems
          .filter(({ field }) => field === CONNECTION_FIELD)
          .map((problem): Row => ({ kind: 'message', problem }))
      ]
    : []
  const proof: Row[] =
    event?.proof === undefined
      ? []
      : [{ kind: 'part', key: `proof.${event.proof}`, height: measures.pill, Part: parts.Proof }]
  const runMode: Row[] = event?.runMode
    ? section(given, 'run-mode', 'Run mode', [
        { kind: 'part', key: 'run-mode', height: plain, Part: parts.RunMode }
      ])
    : []
  const outputs = footRows(given).map(
    (row): Row => (row.kind === 'output' && row.depth === 0 ? { ...row, typed: true } : row)
  )
  const inShort = chosenInShort(given)
  const head = headRows(given)
    .filter(row => row.kind !== 'setting')
    .map(
      (row): Row =>
        row.kind === 'section' && row.key === optionsSection && row.folded && inShort !== undefined
          ? { ...row, aside: inShort }
          : row
    )
  const isEach = event?.runMode === true && given.card.config.runMode !== 'list'
  const running = event === undefined ? [] : runningRows(given, isEach)
  return { head: [...proof, ...connection, ...head, ...runMode, ...running], joins: [], foot: outputs }
}
