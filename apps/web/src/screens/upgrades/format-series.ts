import { formatCount } from '../../kit/page/format-count.ts'

/** Formats a count with its verb: `3 flows are`, `1 flow is`. */
export const formatFlowCount = (count: number): string => formatCount(count, 'flow is', 'flows are')

/**
 * Formats the warning “3 flows are still registered at another address …”, shown after the server's public
 * URL has changed.
 */
export const formatMoved = (count: number): string =>
  count === 1
    ? '1 flow is still registered at another address, so its events may be lost. It gets a new Event URL before the old one is deregistered.'
    : `${count} flows are still registered at another address, so their events may be lost. Each gets a new Event URL before the old one is deregistered.`

/**
 * Counts the flows of an upgrade plan by what happens to them: `1 in place, 2 registered again, 0 cannot
 * upgrade`.
 */
export const formatPlan = (plan: readonly { does: 're-register' | 'in-place' | 'lost' }[]): string => {
  const count = (does: string): number => plan.filter(each => each.does === does).length
  return `${count('in-place')} in place, ${count('re-register')} registered again, ${count('lost')} cannot upgrade`
}

/**
 * Formats the progress of registering or upgrading several flows: “2 of 5 flows done; the next one is in
 * progress.” `done` does not count failures.
 */
export const formatSeries = (params: { of: number; done: number; isRunning: boolean }): string => {
  const { of, done, isRunning } = params
  return `${done} of ${formatCount(of, 'flow')} done${isRunning ? '; the next one is in progress' : ''}.`
}
