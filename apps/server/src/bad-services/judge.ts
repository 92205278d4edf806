import { type Millis, SECOND } from '@hookwright/model'
import type { Behaviour } from './behaviour.ts'
import { cardNames } from './connector.ts'
import type { Act, Outcome } from './try-act.ts'

/** Returns the result of turning a flow on or off, in the terms of `Behaviour`: “on”, “an entry is open”. */
export const endOf = ({ known: { subscription, entries } }: Outcome, act: Act): string => {
  const { status } = subscription
  if (act === 'turnOff') {
    return entries.some(entry => entry.status.is === 'open') ? 'an entry is open' : 'nothing is left'
  }
  return status.is === 'ended' ? status.how : status.is
}

/** Matches an error message that tells the reader what to do. */
const saysWhatToDo = /\b(look|mend|remove|write|try|check|change|add|switch|turn|close|take)\b/i

/** Returns a sentence for each detail that the error message lacks: “The error does not say the host: …”. */
const missingIn = ({ fault, host, steps }: Outcome): string[] => {
  if (fault === null) return []
  const { message } = fault
  const failed = steps.findLast(({ requests = [] }) => requests.length > 0)
  const status = failed?.requests?.at(-1)?.status ?? null
  const names = Object.values(cardNames)
  const isAnswered = status !== null && status >= 300
  return [
    ...(names.some(name => message.includes(`“${name}”`)) ? [] : ['the step']),
    ...(message.includes(host) ? [] : ['the host']),
    ...(isAnswered && !message.includes(String(status)) ? ['the status'] : []),
    ...(saysWhatToDo.test(message) ? [] : ['what to do'])
  ].map(what => `The error does not say ${what}: ${message}`)
}

/** Returns true if the deregistration flow ran successfully and all cleanup entries are closed. */
const isUndone = ({ known: { attempts, entries } }: Outcome): boolean =>
  attempts.some(({ kind, outcome }) => kind === 'compensation' && outcome === 'succeeded') &&
  entries.every(entry => entry.status.is === 'closed')

/** Tolerated difference between the expected and the observed duration of an act. */
const SLACK: Millis = 2 * SECOND
const LONGEST: Millis = 61 * SECOND

/**
 * Returns the differences between an outcome and the expected result, as sentences: “The registration was not
 * removed.”
 */
export const wrongWith = (behaviour: Behaviour, act: Act, outcome: Outcome): string[] => {
  const { timeoutSeconds = 30 } = behaviour
  const expected = behaviour[act]
  const { took, steps, fault, breaches } = outcome
  const end = endOf(outcome, act)
  const longest = timeoutSeconds * SECOND + SLACK
  return [
    ...(expected?.ends === end ? [] : [`The result is “${end}” instead of “${expected?.ends}”.`]),
    ...(took > LONGEST ? [`The attempt took ${took} ms.`] : []),
    ...(expected?.takes !== undefined && Math.abs(took - expected.takes) > SECOND
      ? [`The attempt took ${took} ms instead of ${expected.takes} ms.`]
      : []),
    ...(expected?.undone === true && !isUndone(outcome) ? ['The registration was not removed.'] : []),
    ...steps
      .filter(({ from, to }) => to - from > longest)
      .map(({ path, from, to }) => `The step ${path.join(' ▸ ')} took ${to - from} ms.`),
    ...(expected?.says === undefined || fault?.message.includes(expected.says)
      ? []
      : [`The error does not say “${expected.says}”: ${fault?.message}`]),
    ...missingIn(outcome),
    ...breaches
  ]
}

/** Converts an outcome to the input of the history checker (`packages/tools/history`). */
export const historyOf = ({ known: { subscription, entries, eventUrl }, there }: Outcome) => {
  const { id, flowId, status, wanted, replacedBy, terms } = subscription
  const held = {
    id,
    flow: flowId,
    status: status.is,
    how: status.is === 'ended' ? status.how : null,
    wanted,
    owned:
      (replacedBy !== null && status.is !== 'ended') || entries.some(entry => entry.status.is === 'open'),
    registers: terms.registration !== null,
    url: eventUrl
  }
  const nothing = { sent: [], kept: [], runs: [], effects: [], recorded: [], integrity: [] }
  return { ...nothing, subscriptions: [held], there }
}
