import type { Millis, Step } from '@hookwright/model'
import type { OpenedRun } from '../../../features/history/api-types.ts'
import type { ListedUserFlow } from '../../flows/listed-user-flow.ts'

/**
 * Maximum number of cards on the rail. The last card is always shown, since the run ended or failed there.
 */
const MOST_STOPS = 5

/** Maximum length of a value, in characters. */
const LONGEST_VALUE = 80

type Line = Pick<OpenedRun['lines'][number], 'path' | 'name' | 'type' | 'step'>
type ListedCard = Pick<ListedUserFlow['cards'][number], 'type' | 'title'>

/** Card on the rail of a run. */
export interface RunStop {
  key: string
  name: string
  status: Step['status'] | 'not-reached'
  /**
   * Index of the card among the run's steps that are not nested. For a card that was not reached, index among
   * the cards of the flow.
   */
  index: number
  /** Duration of the card; null if there is none to show. */
  took: Millis | null
  /** One output of the card; null for none. */
  value: string | null
  /** Number of omitted cards before this card. */
  leftOut: number
}

/** Returns the most descriptive output: the first text, otherwise the first number; null without both. */
export const mainOutputOf = (outputs: Step['outputs']): string | null => {
  if (outputs === undefined || outputs === 'given') return null
  const values = Object.values(outputs)
  const text = values.find(value => typeof value === 'string' && value.trim() !== '')
  const value = text ?? values.find(value => typeof value === 'number')
  return value === undefined ? null : String(value).replace(/\s+/g, ' ').trim().slice(0, LONGEST_VALUE)
}

const stopOfLine = ({ path, name, step }: Line, index: number, subject: string | null): RunStop => ({
  key: path.join('/'),
  name,
  status: step.status,
  index,
  took: step.status === 'skipped' || step.status === 'waiting' ? null : step.to - step.from,
  value: index === 0 ? subject : mainOutputOf(step.outputs),
  leftOut: 0
})

/** Returns the cards that a run did not reach. Empty if the flow's cards have changed since the run. */
const cardsAhead = (lines: readonly Line[], cards: readonly ListedCard[]): RunStop[] =>
  cards.slice(0, lines.length).some(({ type }, at) => type !== lines[at]?.type)
    ? []
    : cards.slice(lines.length).map(({ title }, at) => ({
        key: `ahead-${at}`,
        name: title,
        status: 'not-reached',
        index: lines.length + at,
        took: null,
        value: null,
        leftOut: 0
      }))

/**
 * Returns the cards to show for a run: those it executed, then those it did not reach.
 *
 * Nested cards are left out. If too many were executed, the middle is omitted. `rest` is the number of cards
 * after the last one returned.
 */
export const runStopsOf = ({
  lines,
  cards,
  length,
  subject
}: {
  lines: readonly Line[]
  /** First cards of the current flow. */
  cards: readonly ListedCard[]
  /** Number of cards, without nested ones, of the flow that the run executed. Null while that is unknown. */
  length: number | null
  /** Subject of the event, such as a person. It is the value of the first card. */
  subject: string | null
}): { stops: RunStop[]; rest: number } => {
  const outer = lines.filter(({ path }) => path.length === 1)
  const reached = outer.map((line, at) => stopOfLine(line, at, subject))
  const over = Math.max(0, reached.length - MOST_STOPS)
  const last = reached.at(-1)
  const shown =
    over === 0 || last === undefined
      ? reached
      : [...reached.slice(0, MOST_STOPS - 1), { ...last, leftOut: over }]
  // A card that was added since is none that the run missed.
  const ahead = cardsAhead(outer, cards.slice(0, length ?? cards.length))
  const stops = [...shown, ...ahead].slice(0, MOST_STOPS)
  return { stops, rest: Math.max(0, (length ?? 0) - 1 - (stops.at(-1)?.index ?? 0)) }
}
