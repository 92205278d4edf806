import type { ErrorPolicy, RetryRule } from '@hookwright/model'

const units: [seconds: number, unit: 'hour' | 'minute' | 'second'][] = [
  [3_600, 'hour'],
  [60, 'minute'],
  [1, 'second']
]

/** Formats seconds in the largest unit that yields a whole number, as in “2 min”. */
const formatSeconds = (seconds: number): string => {
  const [size, unit] = units.find(([each]) => seconds % each === 0) ?? [1, 'second']
  return new Intl.NumberFormat('en', { style: 'unit', unit, unitDisplay: 'short' }).format(seconds / size)
}

/** Function that returns the quoted name of a flow, or undefined for an unknown flow. */
type NameOfFlow = (flowId: string) => string | undefined

const formatRetry = ({ times, delaySeconds }: RetryRule): string =>
  `Retry ${times === 1 ? 'once' : `${times} times`} after ${formatSeconds(delaySeconds)}`

const formatAfter = ({ after }: ErrorPolicy, nameOfFlow: NameOfFlow): string => {
  switch (after.kind) {
    case 'stop':
      return 'stop'
    case 'continue':
      return 'continue with values'
    case 'helper': {
      const name = (after.flowId === null ? undefined : nameOfFlow(after.flowId)) ?? 'a helper flow'
      return after.stops ? `run ${name} and stop` : `run ${name}`
    }
  }
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/**
 * Formats an error policy as one line, such as “Retry 3 times after 1 min, then continue with values · 30 sec
 * limit”.
 */
export const formatPolicy = (policy: ErrorPolicy, nameOfFlow: NameOfFlow): string => {
  const { retry, after, timeLimitSeconds: limit } = policy
  const then = formatAfter(policy, nameOfFlow)
  const ends =
    retry === undefined
      ? after.kind === 'stop'
        ? []
        : [capital(then)]
      : [`${formatRetry(retry)}, then ${then}`]
  return [...ends, ...(limit === undefined ? [] : [`${formatSeconds(limit)} limit`])].join(' · ')
}
