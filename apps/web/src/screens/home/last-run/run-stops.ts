import type { Millis, Step } from '@hookwright/model'
import type { OpenedRun } from '../../../features/history/api-types.ts'
import type { ListedUserFlow } from '../../flows/listed-user-flow.ts'

/** Maximum number of cards on the rail. The last one stays, since there a run ends or fails. */
const MOST_STOPS = 5

/** Maximum length of a value in characters; the rail has less room anyway. */
const LONGEST_VALUE = 80

type Line = Pick<OpenedRun['lines'][number], 'path' | 'name' | 'type' | 'step'>
type ListedCard = Pick<ListedUserFlow['cards'][number], 'type' | 'title'>

/** Card on the rail of a run. */
export interface RunStop {
  key: string
  name: string
  status: Step['status'] | 'not-reached'
  /** Index among the steps of the run, or among the cards of the flow for one that was not reached. */
  index: number
  /** Null for a card that has no duration to show. */
  took: Millis | null
  /** One output of the card; null for none. */
  value: string | null
  /** Number of cards left out in front of it. */
  leftOut: number
}

/** Returns the output that says most in a few words: the first text, or else the first number. */
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

/** Returns the cards after those that a run executed; none if the flow's cards have changed since. */
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
 * Returns the cards that a run went through, without those inside of others, and the ones that it did not reach. Of many, the
 * middle is left out. `rest` is the number of cards behind the last one shown.
 */
export const runStopsOf = ({
  lines,
  cards,
  length,
  subject
}: {
  lines: readonly Line[]
  /** First cards of the flow as it is today. */
  cards: readonly ListedCard[]
  /** Number of cards of the flow that ran; null while that is unknown. */
  length: number | null
  /** Whom or what the event is about, which is the value of the first card. */
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
